// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.load.OpenLoad;
import java.time.Duration;

/// The division of a run's time: first as many forks as the preset wants, then longer ones.
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

    private static final long FLOOR_MILLIS = 1_700;

    private static final int PLANNED_EIGHTHS = 7;
    private static final int PLANNED_EIGHTHS_AT_A_FLOOR = 3;

    /// Of a user's budget so many eighths are planned; the rest is for loads that are done again, and for waits.
    /// @param waits whether loads wait for a floor
    static int plannedEighths(boolean waits) {
        return waits ? PLANNED_EIGHTHS_AT_A_FLOOR : PLANNED_EIGHTHS;
    }

    /// The time that a preset may take which is planned for a time.
    /// @param waits as above
    static Duration limit(Duration planned, boolean waits) {
        return waits
                ? planned.multipliedBy(8).dividedBy(PLANNED_EIGHTHS_AT_A_FLOOR)
                : planned.multipliedBy(5).dividedBy(4);
    }

    /// The forks of one round.
    ///
    /// @param kernels kernels under their loads
    /// @param plain specifications alone
    /// @param open open loops of all kernels together
    record Forks(int kernels, int plain, int open) {
        int all() {
            return kernels + plain;
        }
    }

    /// @param forks what one round is made of
    /// @param wanted how many rounds are wanted
    /// @param openMillis how long an open loop must be; 0 for a share of the rest
    /// @param byBatch whether workers note when they end their batches, see [ClosedLoad.Times]
    static Budget of(Duration time, Forks forks, int wanted, long openMillis, boolean byBatch) {
        long millis = time.toMillis();
        int rounds = wanted;
        while (rounds > 1 && each(millis, forks, rounds, openMillis) < LEAST_MILLIS) {
            rounds--;
        }
        long each = Math.clamp(each(millis, forks, rounds, openMillis), LEAST_MILLIS, MOST_MILLIS);
        boolean shared = openMillis == 0; // else all of it is the closed loop's
        return new Budget(
                rounds,
                closed(each, shared ? 24 : 36, shared ? 42 : 64, byBatch),
                shared ? each * 19 / 100 : openMillis,
                each < AMPLE_MILLIS ? 1 : 3,
                400);
    }

    /// The least time that a user has to give so that all rounds that are wanted are planned.
    /// @param waits as above
    static Duration least(Forks forks, int wanted, long openMillis, boolean waits) {
        long kernels = Math.max(1, (long) forks.kernels * wanted);
        long planned = beside(forks, wanted, openMillis) + kernels * (LEAST_MILLIS + ForkOrder.Kernel.OVERHEAD_MILLIS);
        int eighths = plannedEighths(waits);
        return Duration.ofMillis((planned * 8 + eighths - 1) / eighths);
    }

    private static ClosedLoad.Times closed(long millis, int warmUpPercent, int measuredPercent, boolean byBatch) {
        return new ClosedLoad.Times(
                WARMUPS,
                (int) (millis * warmUpPercent / 100 / WARMUPS),
                ITERATIONS,
                (int) (millis * measuredPercent / 100 / ITERATIONS),
                byBatch);
    }

    /// The time left for each kernel's fork: for all of its loads, or, where open loops have a length of their own, for
    /// the closed one.
    private static long each(long millis, Forks forks, int rounds, long openMillis) {
        long kernels = Math.max(1, (long) forks.kernels * rounds);
        return (millis - beside(forks, rounds, openMillis)) / kernels - ForkOrder.Kernel.OVERHEAD_MILLIS;
    }

    /// The time of all that is not a share of the rest: floors, specifications alone, and open loops of a length of
    /// their own.
    private static long beside(Forks forks, int rounds, long openMillis) {
        long all = (long) forks.all() * rounds;
        long floors = (2 + all / 20) * FLOOR_MILLIS;
        long plain = forks.plain * ForkOrder.Plain.PLANNED_MILLIS * rounds;
        long eachOpen = openMillis == 0 ? OpenLoad.COMPILERS_MILLIS : openMillis + OpenLoad.extraMillis(openMillis);
        return floors + plain + forks.open * eachOpen * rounds;
    }
}
