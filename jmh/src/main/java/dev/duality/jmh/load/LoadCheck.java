// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.shm.Diagnosis;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.WorkerProgress;
import dev.duality.workloads.verify.KernelThreads;
import dev.duality.workloads.verify.LoadVerification;
import dev.duality.workloads.verify.Suspicion;
import dev.duality.workloads.verify.VerificationResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Same or no number, for the kernel that was measured: after a load it is asked for what must hold of it. What it
/// takes is outside of every clock.
///
/// - **Threads:** one at a time.
public final class LoadCheck {
    /// The specification does a load's operations again in less time than the load took, nearly always.
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final KernelFixture fixture;
    private final KernelThreads threads;
    private final String load;
    private final long began = System.nanoTime();
    private VerificationResult verdict = new VerificationResult.Differs("nobody has looked at the kernel");
    private long operations;

    /// Made when the load begins.
    /// @param threads the kernel's
    /// @param load what it is called, such as `closed loop`
    public LoadCheck(KernelFixture fixture, KernelThreads threads, String load) {
        this.fixture = fixture;
        this.threads = threads;
        this.load = load;
    }

    /// Looks at the kernel, whose workers rest.
    /// @param all what each worker has done since the kernel was opened
    /// @throws IllegalStateException if a thread of the kernel has failed
    public void look(Kernel kernel, List<Done> all) {
        long begin = System.nanoTime();
        long patience = PATIENCE_NANOS + 2 * (begin - began);
        List<WorkerProgress> workers = all.stream().map(Done::headway).toList();
        operations =
                workers.stream().mapToLong(WorkerProgress::operations).max().orElse(0);
        LoadVerification verification =
                new LoadVerification(fixture.workload(), fixture.setting(), patience, fixture::pinWorker);
        AtomicReference<VerificationResult> found = new AtomicReference<>();
        threads.run(1, worker -> {
            fixture.pinWorker(worker);
            found.set(verification.run(kernel, workers, all.getFirst().caller()));
        });
        verdict = found.get();
        fixture.aside(System.nanoTime() - begin);
    }

    /// Says that what was found is right; the kernel is closed, so that its servers stand in nobody's way.
    /// @throws WrongAnswers if it cannot be told whether it is, or if it is not, with the first operation that shows
    /// it, if a fresh kernel repeats it
    public void require() {
        switch (verdict) {
            case VerificationResult.Agrees _ -> {}
            case VerificationResult.Unverifiable(String reason) ->
                throw new WrongAnswers("not verified after the %s: %s".formatted(load, reason));
            case VerificationResult.Failed(String reason) ->
                throw new WrongAnswers("failed after the %s: %s".formatted(load, reason));
            case VerificationResult.Differs(String difference, _) ->
                throw new WrongAnswers("wrong after the " + load + ": " + difference + suspicion());
        }
    }

    /// The first operation that shows it, if a fresh kernel and one worker repeat it.
    private String suspicion() {
        return new Suspicion(
                        fixture.workload(), fixture.side(), fixture.setting(), fixture::servers, fixture::pinWorker)
                .first(operations)
                .map(found -> "; " + found)
                .orElse("");
    }

    /// A load that did not do its work, or of which it cannot be told whether it did.
    public static final class WrongAnswers extends Diagnosis {
        private static final long serialVersionUID = 1;

        WrongAnswers(String line) {
            super(line);
        }
    }
}
