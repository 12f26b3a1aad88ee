// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

/// Whether an open loop is warm, by its own scores: it is when a part was no longer much quicker than the one before.
/// - **Threads:** each worker writes its own score; the one that ends a part does so while all others wait.
final class WarmUp {
    private static final int LEAST_PARTS = 2;
    private static final int MOST_PARTS = 6;

    /// A part that is quicker by more than this share says that the compilers are not done.
    private static final double STEADY = 0.1;

    private final double[] nanosPerOp; // by worker
    private int parts;
    private double last = Double.MAX_VALUE;
    private boolean over;

    WarmUp(int workers) {
        nanosPerOp = new double[workers];
    }

    /// A worker's score of a part, before it waits for the others.
    void score(int worker, double nanosPerOperation) {
        nanosPerOp[worker] = nanosPerOperation;
    }

    /// All have come to the end of a part.
    void endPart() {
        double sum = 0;
        for (double nanos : nanosPerOp) {
            sum += nanos;
        }
        parts++;
        over = parts >= MOST_PARTS || parts >= LEAST_PARTS && sum >= last * (1 - STEADY);
        last = sum;
    }

    /// Whether nothing more is to be gained.
    boolean over() {
        return over;
    }
}
