// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.load.ClosedLoad;
import java.time.Duration;

/// How the time of a run is spent: first as many forks as the preset wants, then longer ones.
///
/// @param rounds how often each cell is forked
/// @param closed the closed loop's iterations
/// @param openMillis how long the open loop is measured
/// @param jobPasses how often the job is done
record Budget(int rounds, ClosedLoad.Times closed, long openMillis, int jobPasses, long floorMillis) {
    private static final int WARMUPS = 3;
    private static final int ITERATIONS = 4;

    /// Less than this in a fork is not worth its start: warm-up and measurement of all loads together.
    private static final long LEAST_MILLIS = 650;

    /// More than this in a fork buys nothing that another fork would not buy better.
    private static final long MOST_MILLIS = 6_000;

    /// From here on a fork has the time to do its job more than once.
    private static final long AMPLE_MILLIS = 1_500;

    private static final long FLOOR_MILLIS = 1_100;

    /// @param forks how many rounds are wanted
    static Budget of(Duration time, int cells, int forks) {
        long millis = time.toMillis();
        int rounds = forks;
        while (rounds > 1 && each(millis, cells, rounds) < LEAST_MILLIS) {
            rounds--;
        }
        long each = Math.clamp(each(millis, cells, rounds), LEAST_MILLIS, MOST_MILLIS);
        return new Budget(
                rounds,
                new ClosedLoad.Times(
                        WARMUPS, (int) (each * 25 / 100 / WARMUPS), ITERATIONS, (int) (each * 45 / 100 / ITERATIONS)),
                each * 20 / 100,
                each < AMPLE_MILLIS ? 1 : 3,
                400);
    }

    private static long each(long millis, int cells, int rounds) {
        long forks = (long) cells * rounds;
        long floors = 2 + forks / 20;
        return (millis - floors * FLOOR_MILLIS) / Math.max(1, forks) - ForkOrder.Kernel.OVERHEAD_MILLIS;
    }
}
