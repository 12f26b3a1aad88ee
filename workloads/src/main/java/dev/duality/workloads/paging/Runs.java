// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.SplitMix64;
import dev.duality.workloads.cache.trace.Trace;
import java.util.Arrays;
import java.util.SplittableRandom;

/// The pages that a worker touches, one after the other.
sealed interface Runs {
    /// Goes on to the next page.
    void next();

    /// A word of the page that is touched now.
    long address(int word);

    /// Whether the run stores; `otherwise` if nobody says.
    boolean isWrite(boolean otherwise);

    /// A worker's own random numbers.
    static SplittableRandom random(long seed, int worker) {
        return new SplittableRandom(SplitMix64.of(seed, worker));
    }

    /// By chance: a segment by its share, in it the r-th page in proportion to 1/r to the power of the skew.
    final class Mix implements Runs {
        private final Segments segments;
        private final SplittableRandom random;
        private final int own;
        private final int codePercent;
        private final int sharedPercent;
        private final double[][] upTo; // by segment: the weight of all pages up to this one
        private int segment;
        private int page;

        Mix(Segments segments, SplittableRandom random, int worker, double skew, int codePercent, int sharedPercent) {
            this.segments = segments;
            this.random = random;
            this.own = Segments.OWN + worker;
            this.codePercent = codePercent;
            this.sharedPercent = sharedPercent;
            this.upTo = new double[segments.count()][];
            for (int each : new int[] {Segments.CODE, Segments.SHARED, own}) {
                upTo[each] = new double[segments.pages(each)];
                double sum = 0;
                for (int rank = 0; rank < upTo[each].length; rank++) {
                    sum += StrictMath.pow(rank + 1, -skew);
                    upTo[each][rank] = sum;
                }
            }
        }

        @Override
        public void next() {
            int drawn = random.nextInt(100);
            segment = drawn < codePercent ? Segments.CODE : drawn < codePercent + sharedPercent ? Segments.SHARED : own;
            double[] weights = upTo[segment];
            int at = Arrays.binarySearch(weights, random.nextDouble() * weights[weights.length - 1]);
            page = Math.min(at < 0 ? -at - 1 : at + 1, segments.pages(segment) - 1);
        }

        @Override
        public long address(int word) {
            return Segments.address(segment, page, word);
        }

        @Override
        public boolean isWrite(boolean otherwise) {
            return otherwise;
        }
    }

    /// The references of a trace: workers take them in turn, and begin anew behind the last.
    final class OfTrace implements Runs {
        private final Trace trace;
        private final int workers;
        private long number;

        OfTrace(Trace trace, int worker, int workers) {
            this.trace = trace;
            this.workers = workers;
            this.number = (long) worker - workers;
        }

        @Override
        public void next() {
            number += workers;
        }

        private int reference() {
            return (int) (number % trace.size());
        }

        @Override
        public long address(int word) {
            return Segments.address(Segments.SHARED, trace.block(reference()), word);
        }

        @Override
        public boolean isWrite(boolean otherwise) {
            return trace.isWrite(reference(), otherwise);
        }
    }
}
