// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

/// The time for which an observer waits for the next beat of one process before it suspects it. For one thread.
sealed interface Patience {
    /// A beat has come so long after the one before, in the same life of the process.
    void hears(long gapNanos);

    /// The time from the last beat on.
    long nanos();

    /// As long as it is told, whatever comes.
    record Fixed(long nanos) implements Patience {
        @Override
        public void hears(long gapNanos) {}
    }

    /// The φ-accrual detector (Hayashibara, Défago, Yared and Katayama, "The φ Accrual Failure Detector", 2004): the
    /// gaps between beats are taken to follow a normal law, and φ is how unlikely a gap as long as this one is, as the
    /// negative logarithm to base 10. It grows with time, so that it reaches a threshold at a moment that is known when
    /// a beat comes.
    final class Phi implements Patience {
        private final double deviations; // at which φ is the threshold
        private final long leastDeviationNanos;
        private final long pauseNanos;
        private final long[] gaps; // the last ones, in turn
        private int count;
        private int next;
        private double sum;
        private double squares; // of the distances from the mean; Welford's way, in both directions

        /// @param threshold of φ
        /// @param window how many gaps are remembered
        /// @param leastDeviationNanos what the deviation counts as at least, so that an even beat is not taken for
        /// granted
        /// @param pauseNanos how much longer than its gaps say a process may be silent
        /// @param firstGapNanos what the gaps are taken to be before any was heard, and a quarter of it for their
        /// deviation
        Phi(double threshold, int window, long leastDeviationNanos, long pauseNanos, long firstGapNanos) {
            this.deviations = NormalTail.deviations(threshold);
            this.leastDeviationNanos = leastDeviationNanos;
            this.pauseNanos = pauseNanos;
            this.gaps = new long[Math.max(2, window)];
            hears(firstGapNanos - firstGapNanos / 4);
            hears(firstGapNanos + firstGapNanos / 4);
        }

        @Override
        public void hears(long gapNanos) {
            if (count == gaps.length) {
                forget(gaps[next]);
            }
            gaps[next] = gapNanos;
            next = (next + 1) % gaps.length;
            double before = count == 0 ? 0 : sum / count;
            count++;
            sum += gapNanos;
            squares += (gapNanos - before) * (gapNanos - sum / count);
        }

        private void forget(long gapNanos) {
            double before = sum / count;
            count--;
            sum -= gapNanos;
            squares -= (gapNanos - before) * (gapNanos - sum / count);
        }

        @Override
        public long nanos() {
            double deviation = StrictMath.sqrt(Math.max(0, squares / count));
            double nanos = sum / count + pauseNanos + deviations * Math.max((double) leastDeviationNanos, deviation);
            return Math.max(1, Math.round(nanos));
        }
    }
}
