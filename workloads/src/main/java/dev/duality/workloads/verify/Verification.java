// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import dev.duality.shm.Payload;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Caller;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Compares a side with the specification: operation by operation for one worker; for several by the digest, where
/// their operations commute, and by the workload's own invariants.
///
/// Every operation is asked for by a thread of a [KernelThreads], so nobody waits for a server that has failed.
public final class Verification {
    private static final long PASSES = 2; // through one worker's script: what a later pass does, the second one does

    private final Workload workload;
    private final Side side;
    private final Setting setting;
    private final int most;
    private final Supplier<ThreadFactory> servers;
    private final IntConsumer begin;
    private long alone;

    /// @param most how many operations of each worker to compare at most: twice through the script of one alone, once
    ///     through those of several
    public Verification(Workload workload, Side side, Setting setting, int most, ThreadFactory factory) {
        this(workload, side, setting, most, () -> factory, _ -> {});
    }

    /// @param servers makes a factory for the servers of one kernel; there is more than one kernel
    /// @param begin what each worker's thread does first, such as to choose its core; gets the worker's number
    public Verification(
            Workload workload,
            Side side,
            Setting setting,
            int most,
            Supplier<ThreadFactory> servers,
            IntConsumer begin) {
        this.workload = workload;
        this.side = side;
        this.setting = setting;
        this.most = most;
        this.servers = servers;
        this.begin = begin;
    }

    /// Compares with one worker, and then, if the setting has several, with all of them at once.
    /// @throws IllegalStateException if the calling thread is interrupted meanwhile
    public VerificationResult run() {
        VerificationResult first = oneWorker();
        if (!(first instanceof VerificationResult.Agrees(long operations))) {
            return first;
        }
        alone = operations;
        if (setting.workers() == 1) {
            return first;
        }
        return switch (together()) {
            case VerificationResult.Agrees(long more) -> new VerificationResult.Agrees(operations + more);
            case VerificationResult.Differs differs -> differs;
            case VerificationResult.Failed failed -> failed;
            case VerificationResult.Unverifiable unverifiable -> unverifiable;
        };
    }

    /// The number of operations by which one worker alone was compared, once [#run] has returned: those that agreed.
    public long alone() {
        return alone;
    }

    private VerificationResult oneWorker() {
        Setting one = setting.withWorkers(1);
        KernelThreads threads = new KernelThreads(servers.get());
        AtomicReference<VerificationResult> found = new AtomicReference<>();
        AlteredOperation asked = null;
        try (Kernel kernel = side.open(one)) {
            Specification specification = workload.specification(one);
            Script script = script(one, 0);
            AlteredOperation under = new AlteredOperation(workload, one, List.of(script));
            asked = under;
            int operations = (int) Math.min(most, PASSES * script.size());
            kernel.start(threads);
            threads.run(1, worker -> {
                begin.accept(worker);
                found.set(inStep(kernel.caller(worker), specification, script, operations, under));
            });
            return found.get() instanceof VerificationResult.Differs differs
                    ? differs
                    : digests(
                            "after " + operations + " operations", kernel.digest(), specification.digest(), operations);
        } catch (RuntimeException e) {
            return failed(threads, e, Optional.ofNullable(asked));
        }
    }

    /// @throws BadInput if the script asks for more than there is room for
    private Script script(Setting asked, int worker) {
        Script script = workload.script(asked, worker);
        if (script.longestPayload() > asked.payloadBytes()) {
            throw new BadInput(SpecificationCheck.tooLong(workload, asked, worker, script.longestPayload()));
        }
        return script;
    }

    private VerificationResult inStep(
            Caller caller, Specification specification, Script script, int operations, AlteredOperation under) {
        Payload expected = setting.payload();
        Payload got = setting.payload();
        for (int number = 0; number < operations; number++) {
            under.asks(0, number);
            long should = script.ask(number, specification, expected);
            long is = script.ask(number, caller::call, got);
            if (should != is || !expected.matches(got)) {
                return new VerificationResult.Differs("operation %s%s gave %d%s, the specification %d%s"
                        .formatted(
                                script.line(script.at(number)),
                                number < script.size() ? "" : ", the second time,",
                                is,
                                LoadVerification.bytes(got),
                                should,
                                LoadVerification.bytes(expected)));
            }
        }
        return new VerificationResult.Agrees(operations);
    }

    private VerificationResult together() {
        List<Script> scripts = new ArrayList<>();
        long[][] results = new long[setting.workers()][];
        KernelThreads threads = new KernelThreads(servers.get());
        AlteredOperation asked = null;
        try (Kernel kernel = side.open(setting)) {
            for (int worker = 0; worker < setting.workers(); worker++) {
                Script script = script(setting, worker);
                scripts.add(script);
                results[worker] = new long[Math.min(most, script.size())];
            }
            long operations =
                    Arrays.stream(results).mapToLong(got -> got.length).sum();
            AlteredOperation under = new AlteredOperation(workload, setting, scripts);
            asked = under;
            kernel.start(threads);
            Caller[] callers = new Caller[setting.workers()];
            threads.run(setting.workers(), worker -> {
                begin.accept(worker);
                callers[worker] = kernel.caller(worker);
                play(callers[worker], scripts.get(worker), results[worker], worker, under);
            });
            asked = null; // what is asked from here on is in no script
            if (workload.commutes(setting)) {
                VerificationResult digests =
                        digests("after all workers", kernel.digest(), digestInTurn(scripts, results), operations);
                if (digests instanceof VerificationResult.Differs) {
                    return digests;
                }
            }
            long digest = kernel.digest();
            AtomicReference<VerificationResult> found = new AtomicReference<>();
            threads.run(1, worker -> {
                begin.accept(worker);
                found.set(invariants(callers[worker], digest, scripts, results, operations));
            });
            return found.get();
        } catch (RuntimeException e) {
            return failed(threads, e, Optional.ofNullable(asked));
        }
    }

    private void play(Caller caller, Script script, long[] results, int worker, AlteredOperation under) {
        Payload payload = setting.payload();
        for (int i = 0; i < results.length; i++) {
            under.asks(worker, i);
            results[i] = script.ask(i, caller::call, payload);
        }
    }

    private long digestInTurn(List<Script> scripts, long[][] results) {
        Specification specification = workload.specification(setting);
        Payload payload = setting.payload();
        for (int worker = 0; worker < results.length; worker++) {
            Script script = scripts.get(worker);
            for (int i = 0; i < results[worker].length; i++) {
                script.ask(i, specification, payload);
            }
        }
        return specification.digest();
    }

    /// Invariants may ask the kernel for more, as the first worker, which has finished.
    private VerificationResult invariants(
            Caller caller, long digest, List<Script> scripts, long[][] results, long operations) {
        List<Script> played = new ArrayList<>();
        for (int worker = 0; worker < results.length; worker++) {
            played.add(scripts.get(worker).first(results[worker].length));
        }
        FinalState finalState = new FinalState(setting, played, List.of(results), digest, caller::call);
        Optional<String> violation = workload.violation(finalState);
        return violation
                .<VerificationResult>map(line ->
                        new VerificationResult.Differs("with %d workers: %s".formatted(setting.workers(), line)))
                .orElseGet(() -> new VerificationResult.Agrees(operations));
    }

    private static VerificationResult digests(String when, long is, long should, long operations) {
        return is == should
                ? new VerificationResult.Agrees(operations)
                : new VerificationResult.Differs(
                        "%s the state's digest is %x, the specification's %x".formatted(when, is, should));
    }

    /// The result for a kernel whose threads have thrown.
    /// @param asked what the workers asked for, if they came so far
    static VerificationResult.Failed failed(
            KernelThreads threads, RuntimeException thrown, Optional<AlteredOperation> asked) {
        if (threads.failure().isEmpty() && Thread.currentThread().isInterrupted()) {
            throw thrown;
        }
        Throwable first = threads.failure().orElse(thrown);
        return new VerificationResult.Failed(
                asked.flatMap(under -> under.line(first)).orElseGet(() -> BadInput.line(first)));
    }
}
