// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.finding.Sweep;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reports know no waits: what they take a wait's name for is what the wait does.
class UsualPausesTest {
    static Stream<Waiting> waits() {
        return Arrays.stream(WaitStrategy.Kind.values())
                .flatMap(kind -> Stream.concat(
                        Stream.of(Waiting.of(kind)),
                        kind.usualPauses() == 0
                                ? Stream.empty()
                                : Stream.of(1, 2, 16, Waiting.MOST_PAUSES).map(pauses -> new Waiting(kind, pauses))));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void aSweepPutsAWaitAtThePausesThatItBeginsWith(Waiting wait) {
        assertEquals(wait.kind().usualPauses() == 0 ? -1 : wait.pauses(), Sweep.pauses(wait.label()));
    }
}
