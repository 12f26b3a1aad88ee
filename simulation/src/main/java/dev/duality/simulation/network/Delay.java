// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import java.util.Arrays;
import java.util.List;

/// The law of how long a message is under way, in nanoseconds: 0 or more, whatever is drawn.
public sealed interface Delay {
    /// Draws one delay.
    long nanos(RandomDraws draws);

    /// All the same.
    static Delay constant(long nanos) {
        return new Constant(nanos);
    }

    /// Each from `least` to `most` as likely as the others.
    static Delay uniform(long least, long most) {
        return new Uniform(least, most);
    }

    /// The normal law; what would be negative is 0.
    static Delay normal(long mean, long deviation) {
        return new Normal(mean, deviation);
    }

    /// A delay whose logarithm is normal: a median, and a long tail above it.
    /// @param sigma the deviation of the natural logarithm
    static Delay logNormal(long median, double sigma) {
        return new LogNormal(median, sigma);
    }

    /// All the same.
    record Constant(long nanos) implements Delay {
        public Constant {
            check(nanos >= 0, "a delay is 0 ns or more, not " + nanos);
        }

        @Override
        public long nanos(RandomDraws draws) {
            return nanos;
        }
    }

    /// Each from `least` to `most` as likely as the others.
    record Uniform(long least, long most) implements Delay {
        public Uniform {
            check(
                    least >= 0 && least <= most && most < Long.MAX_VALUE,
                    "a delay goes from 0 ns or more to no less, not from " + least + " to " + most);
        }

        @Override
        public long nanos(RandomDraws draws) {
            return least + draws.below(most - least + 1);
        }
    }

    /// The normal law; what would be negative is 0.
    record Normal(long mean, long deviation) implements Delay {
        public Normal {
            check(
                    mean >= 0 && deviation >= 0,
                    "a mean and a deviation are 0 ns or more, not " + mean + " and " + deviation);
        }

        @Override
        public long nanos(RandomDraws draws) {
            return Math.max(0, Math.round(mean + deviation * draws.normal()));
        }
    }

    /// A delay whose logarithm is normal.
    record LogNormal(long median, double sigma) implements Delay {
        public LogNormal {
            check(
                    median >= 0 && sigma >= 0 && sigma <= 10,
                    "a median is 0 ns or more and sigma from 0 to 10, not " + median + " and " + sigma);
        }

        @Override
        public long nanos(RandomDraws draws) {
            return Math.round(median * StrictMath.exp(sigma * draws.normal()));
        }
    }

    /// The delays that were measured: each as often as it was counted.
    final class Histogram implements Delay {
        /// One line of it.
        public record Bar(long nanos, long count) {}

        private final long[] nanos;
        private final long[] ends; // how many there are up to and with each

        /// @param bars at least one with a count above 0
        public Histogram(List<Bar> bars) {
            nanos = new long[bars.size()];
            ends = new long[bars.size()];
            long sum = 0;
            for (int i = 0; i < nanos.length; i++) {
                Bar bar = bars.get(i);
                check(bar.nanos() >= 0, "a delay is 0 ns or more, not " + bar.nanos());
                check(bar.count() >= 0, "a count is 0 or more, not " + bar.count());
                sum = Math.addExact(sum, bar.count());
                nanos[i] = bar.nanos();
                ends[i] = sum;
            }
            check(sum > 0, "a histogram needs at least one delay that was counted");
        }

        @Override
        public long nanos(RandomDraws draws) {
            int at = Arrays.binarySearch(ends, draws.below(ends[ends.length - 1]) + 1);
            if (at < 0) {
                return nanos[-at - 1];
            }
            while (at > 0 && ends[at - 1] == ends[at]) { // bars that were counted 0 times
                at--;
            }
            return nanos[at];
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
