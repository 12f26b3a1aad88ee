// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.WorkerProgress;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/// A load that nobody times: all workers go through their scripts at once, again and again, and then the kernel has to
/// be where that must have led it. What a run would give no row is found without one.
public final class LoadTrial {
    private static final long PATIENCE_NANOS = 30_000_000_000L; // for the specification to do it again

    private final Workload workload;
    private final Side side;
    private final Setting setting;
    private final int operations;
    private final ThreadFactory servers;

    /// @param operations how many each worker does, however often it has to go through its script for them
    /// @param servers makes the servers' threads
    public LoadTrial(Workload workload, Side side, Setting setting, int operations, ThreadFactory servers) {
        this.workload = workload;
        this.side = side;
        this.setting = setting;
        this.operations = operations;
        this.servers = servers;
    }

    /// Loads a fresh kernel and looks at it. If it is wrong, the first operation that shows it is added, where a fresh
    /// kernel and one worker repeat it.
    /// @throws IllegalStateException if the calling thread is interrupted meanwhile
    public VerificationResult run() {
        VerificationResult verdict = load();
        return verdict instanceof VerificationResult.Differs(String difference, List<String> history)
                ? new VerificationResult.Differs(
                        "after a load: " + difference
                                + new Suspicion(workload, side, setting, () -> servers, _ -> {})
                                        .first(operations)
                                        .map(found -> "; " + found)
                                        .orElse(""),
                        history)
                : verdict;
    }

    private VerificationResult load() {
        KernelThreads threads = new KernelThreads(servers);
        WorkerProgress[] workers = new WorkerProgress[setting.workers()];
        Caller[] callers = new Caller[setting.workers()];
        AtomicReference<VerificationResult> found = new AtomicReference<>();
        AlteredOperation asked = null;
        try (Kernel kernel = side.open(setting)) {
            Script[] scripts = new Script[setting.workers()];
            for (int worker = 0; worker < scripts.length; worker++) {
                scripts[worker] = workload.script(setting, worker);
            }
            AlteredOperation under = new AlteredOperation(workload, setting, List.of(scripts));
            asked = under;
            kernel.start(threads);
            threads.run(setting.workers(), worker -> {
                callers[worker] = kernel.caller(worker);
                workers[worker] = new WorkerProgress(
                        scripts[worker], operations, play(callers[worker], scripts[worker], worker, under));
            });
            asked = null; // what is asked from here on is in no script
            threads.run(
                    1,
                    _ -> found.set(new LoadVerification(workload, setting, PATIENCE_NANOS, _ -> {})
                            .run(kernel, List.of(workers), callers[0])));
            return found.get();
        } catch (RuntimeException e) {
            return Verification.failed(threads, e, Optional.ofNullable(asked));
        }
    }

    private long play(Caller caller, Script script, int worker, AlteredOperation under) {
        Payload payload = setting.payload();
        long answers = 0;
        for (int number = 0; number < operations; number++) {
            under.asks(worker, number);
            answers += script.ask(number, caller::call, payload);
            answers += payload.sum();
        }
        return answers;
    }
}
