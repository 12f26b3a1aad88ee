// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.machine.usage.Compilers;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/// The warm-up of a load, part by part, until its own scores say that it is warm: a part is about as quick as the
/// quickest before it. One that is slower says nothing but that something came between. Between two parts the compilers
/// get the cores: what they finish, the next part shows them to be slow elsewhere.
/// - **Threads:** each worker says its own score; the last that comes ends the part while all others wait.
final class WarmUp {
    private static final int LEAST_PARTS = 2;
    private static final int MOST_PARTS = 6;

    /// A part that differs from the quickest by more than this share says that the compilers are not done, or that
    /// something else was.
    private static final double STEADY = 0.1;

    private final double[] nanosPerOp; // by worker
    private final CyclicBarrier rest;
    private int parts;
    private double quickest = Double.MAX_VALUE;
    private boolean over;

    WarmUp(int workers) {
        nanosPerOp = new double[workers];
        rest = new CyclicBarrier(workers, () -> {
            endPart();
            Compilers.await();
        });
    }

    /// A worker has come to the end of a part. Waits for the others, and for the compilers.
    /// @param nanosPerOperation its score
    /// @return whether another part follows
    boolean continuesAfter(int worker, double nanosPerOperation) {
        nanosPerOp[worker] = nanosPerOperation;
        try {
            rest.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the compilers", e);
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("another worker failed", e);
        }
        return !over;
    }

    private void endPart() {
        double sum = 0;
        for (double nanos : nanosPerOp) {
            sum += nanos;
        }
        parts++;
        boolean isSteady = Math.abs(sum - quickest) <= quickest * STEADY;
        over = parts >= MOST_PARTS || parts >= LEAST_PARTS && isSteady;
        quickest = Math.min(quickest, sum);
    }
}
