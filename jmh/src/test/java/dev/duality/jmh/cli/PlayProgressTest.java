// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.simulation.network.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A long play, with a clock that the test moves.
class PlayProgressTest {
    private static final long SECOND = 1_000_000_000;

    private final List<String> said = new ArrayList<>();
    private long heard;
    private long now = 5 * SECOND;
    private final PlayProgress progress =
            new PlayProgress(() -> now, Duration.ofSeconds(10), said::add, (_, _, _, _, _, _) -> heard++);

    private void happen(int times, long virtualNanos) {
        for (int i = 0; i < times; i++) {
            progress.happens(Observer.What.TIMER, virtualNanos, 0, Observer.NONE, 1, null);
        }
    }

    @Test
    void aPlayThatIsOverSoonSaysNothing() {
        now += 10 * SECOND - 1;
        happen(3 * PlayProgress.BETWEEN_LOOKS, SECOND);

        assertEquals(List.of(), said);
    }

    @Test
    void aLongPlaySaysHowFarItIsOnceInATime() {
        now += 10 * SECOND;
        happen(2 * PlayProgress.BETWEEN_LOOKS, 1_500_000_000);
        now += 20 * SECOND;
        happen(PlayProgress.BETWEEN_LOOKS, 394_436_000_000L);

        assertEquals(
                List.of(
                        "10 s: 1.500 s of virtual time and 16,384 happenings so far; Ctrl-C ends it",
                        "30 s: 394.436 s of virtual time and 49,152 happenings so far; Ctrl-C ends it"),
                said);
    }

    @Test
    void whoeverListensBehindItHearsAll() {
        happen(PlayProgress.BETWEEN_LOOKS + 1, 0);

        assertEquals(PlayProgress.BETWEEN_LOOKS + 1, heard);
    }
}
