// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.shm.SplitMix64;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The fate of each message: by the laws of the network, or, for a replay, by a schedule. For one thread.
///
/// Delays are drawn from the seed, the number of the message and of its copy, in both cases; so a replay has them
/// again, and a message whose fault is left out does not change those of the others.
final class FaultInjector {
    private static final long LAWS = 0x6C61777346617465L;
    private static final long LONGEST = 1L << 60; // 36 years

    private final Network network;
    private final long seed;
    private final RandomDraws draws = new RandomDraws();
    private final boolean random;
    private final List<Fault> planned; // by message
    private int next;

    private long message;
    private boolean lost;
    private boolean doubled;
    private final long[] heldBack = new long[2];

    /// @param schedule what happens instead of what the network's laws give, if there is one
    FaultInjector(Network network, long seed, Optional<Schedule> schedule) {
        this.network = network;
        this.seed = seed;
        this.random = schedule.isEmpty() && network.fails();
        this.planned = new ArrayList<>();
        schedule.ifPresent(plan -> plan.faults().stream()
                .filter(fault -> message(fault) >= 0)
                .sorted(Comparator.comparingLong(FaultInjector::message))
                .forEach(planned::add));
    }

    private static long message(Fault fault) {
        return switch (fault) {
            case Fault.Lost(long message) -> message;
            case Fault.Doubled(long message) -> message;
            case Fault.Delayed(long message, _, _) -> message;
            case Fault.Crash _, Fault.Pause _, Fault.Partition _ -> -1;
        };
    }

    /// Decides about a message. Numbers come in order.
    void decide(long number) {
        message = number;
        lost = false;
        doubled = false;
        heldBack[0] = 0;
        heldBack[1] = 0;
        if (random) {
            byLaw(number);
        } else {
            for (; next < planned.size() && message(planned.get(next)) <= number; next++) {
                if (message(planned.get(next)) == number) {
                    byPlan(planned.get(next));
                }
            }
        }
    }

    private void byLaw(long number) {
        draws.begin(SplitMix64.of(seed ^ LAWS, number));
        lost = draws.share() < network.loss();
        doubled = draws.share() < network.duplication() && !lost;
        for (int copy = 0; copy < 2; copy++) {
            boolean late = draws.share() < network.reordering();
            double times = 4 * draws.share();
            if (late) {
                double nanos = times * Math.min(LONGEST, network.delay().nanos(draws));
                heldBack[copy] = Math.clamp((long) nanos, 1, LONGEST);
            }
        }
    }

    private void byPlan(Fault fault) {
        switch (fault) {
            case Fault.Lost _ -> lost = true;
            case Fault.Doubled _ -> doubled = true;
            case Fault.Delayed(_, int copy, long nanos) -> heldBack[copy] = Math.clamp(nanos, 1, LONGEST);
            case Fault.Crash _, Fault.Pause _, Fault.Partition _ -> {}
        }
    }

    boolean isLost() {
        return lost;
    }

    boolean isDoubled() {
        return doubled;
    }

    /// The time that a copy is under way beyond its delay, while others go on; 0 if it keeps its place in the order.
    long heldBack(int copy) {
        return heldBack[copy];
    }

    /// The time for which a copy is under way.
    /// @param copy 0 for the message, 1 for its double
    long delay(int copy) {
        return network.delay() instanceof Delay.Constant(long nanos)
                ? Math.min(LONGEST, nanos)
                : Math.min(
                        LONGEST, network.delay().nanos(draws.begin(SplitMix64.of(SplitMix64.of(seed, message), copy))));
    }
}
