// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.shm.SplitMix64;
import java.util.SplittableRandom;

/// The times at which the operations of an open loop are due, of all its workers together: worker w of n has arrivals
/// w, w + n, w + 2n and so on. It depends on shape, rate, number and seed alone, so each side of a comparison meets the
/// same arrivals, however many workers it has. Immutable, made before the clock starts; any thread may read it.
///
/// Distances that are drawn are scaled, so that all together take what as many take at equal distances. Given how many
/// arrivals of a Poisson process fall into a stretch of time, their distances over the sum of them are what such scaled
/// draws are: it is that process, with the rate that was asked for and not one that chance made of it. A schedule of
/// more than [#DRAWN] arrivals goes through the same ones again, and each time through nearly all of them, so that
/// chance does not say when it ends.
final class ArrivalTimes {
    /// Half a megabyte, read from one end to the other.
    static final int DRAWN = 1 << 16;

    /// Arrivals of a burst, on average; how many it has is geometric, as of a source that may be switched off after
    /// each of them.
    static final int BURST = 64;

    private final double distance; // nanoseconds, on average
    private final long[] drawn; // offsets of one time round; empty where all distances are equal

    private ArrivalTimes(double distance, long[] drawn) {
        this.distance = distance;
        this.drawn = drawn;
    }

    /// @param perSecond of all workers, more than 0
    /// @param count how many are needed, 1 or more
    static ArrivalTimes of(LoadShape shape, double perSecond, long count, long seed) {
        double distance = 1e9 / perSecond;
        SplittableRandom random = new SplittableRandom(SplitMix64.of(seed));
        int size = (int) Math.ceilDiv(count, Math.ceilDiv(count, DRAWN));
        return switch (shape) {
            case LoadShape.Steady _ -> new ArrivalTimes(distance, new long[0]);
            case LoadShape.Poisson _ -> new ArrivalTimes(distance, scaled(distance, poisson(size, random)));
            case LoadShape.Bursts(double peak) ->
                new ArrivalTimes(distance, scaled(distance, bursts(size, peak, random)));
        };
    }

    /// All are due when the schedule begins.
    static ArrivalTimes atOnce() {
        return new ArrivalTimes(0, new long[0]);
    }

    /// One distance more than there are arrivals: the last goes before the next time round.
    private static double[] poisson(int size, SplittableRandom random) {
        double[] distances = new double[size + 1];
        for (int i = 0; i <= size; i++) {
            distances[i] = exponential(random);
        }
        return distances;
    }

    /// In units of the mean distance: while it is on, 1/peak; between two bursts as long as brings the mean to 1.
    private static double[] bursts(int size, double peak, SplittableRandom random) {
        double[] distances = new double[size + 1];
        double off = BURST * (1 - 1 / peak);
        for (int i = 0; i <= size; i++) {
            distances[i] = exponential(random) / peak;
            if (random.nextInt(BURST) == 0) {
                distances[i] += off * exponential(random);
            }
        }
        return distances;
    }

    private static double exponential(SplittableRandom random) {
        return -StrictMath.log(1 - random.nextDouble());
    }

    /// @return when each arrival is, from the start
    private static long[] scaled(double distance, double[] distances) {
        int size = distances.length - 1;
        double sum = 0;
        for (double one : distances) {
            sum += one;
        }
        double unit = size * distance / sum;
        long[] offsets = new long[size];
        double now = 0;
        for (int i = 0; i < size; i++) {
            now += distances[i] * unit;
            offsets[i] = (long) now;
        }
        return offsets;
    }

    /// The time at which an arrival is due, in nanoseconds from the start of the schedule; it never decreases.
    /// @param number of all workers' arrivals, from 0
    long at(long number) {
        if (drawn.length == 0) {
            return (long) (number * distance);
        }
        long round = number / drawn.length;
        return (long) (round * (drawn.length * distance)) + drawn[(int) (number - round * drawn.length)];
    }

    /// The length of a schedule of so many arrivals, in nanoseconds.
    long length(long count) {
        return Math.max(1, (long) (count * distance));
    }
}
