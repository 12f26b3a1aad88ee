// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.jmh.OneLine;
import dev.duality.results.FloorProbes;
import java.util.Optional;
import java.util.OptionalDouble;

/// What one fork found.
///
/// @param name of the contestant
/// @param senders threads that send
/// @param payload bytes; 0 for a call without data
/// @param round from 1
/// @param figure nanoseconds of a round trip, or between two payloads one way, the median of the fork's iterations; or
///        how many instructions both threads execute for a round trip
/// @param bytesPerOp allocated; empty where nobody counts
/// @param probes the floor before and after it; empty where nobody looked
/// @param failure why there are no figures, in one line; empty if there are
record Score(
        Contestant.Race race,
        String name,
        int senders,
        int payload,
        int round,
        double figure,
        OptionalDouble bytesPerOp,
        Optional<FloorProbes> probes,
        String failure) {
    Score {
        failure = OneLine.of(failure);
    }

    Score with(Optional<FloorProbes> seen) {
        return new Score(race, name, senders, payload, round, figure, bytesPerOp, seen, failure);
    }

    boolean failed() {
        return !failure.isEmpty();
    }
}
