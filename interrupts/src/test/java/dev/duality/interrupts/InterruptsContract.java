// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The promises of every delivery in every mode.
@Timeout(60)
public interface InterruptsContract {
    Interrupts open(Arrangement arrangement, BottomHalf bottomHalf);

    @ParameterizedTest
    @EnumSource(Mode.class)
    default void interruptsOfManySourcesAreHandledOnceAndInOrder(Mode mode) {
        Arrangement arrangement = Arrangement.of(4, 2, mode)
                .withDepth(8)
                .withWait(WaitStrategy.Kind.BACKOFF)
                .withQuota(3);
        Chained work = new Chained(5);

        Play play = new Play(arrangement, work, 3_000, true).on(this::open);

        assertEquals(Optional.empty(), play.violation());
        assertEquals(play.expected(work), play.tallies());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    default void nobodySleepsForEverWhenWaitsSleep(Mode mode) {
        Arrangement arrangement = Arrangement.of(2, 2, mode).withDepth(2).withWait(WaitStrategy.Kind.PARK);
        Chained work = new Chained(0);

        Play play = new Play(arrangement, work, 300, true).on(this::open);

        assertEquals(play.expected(work), play.tallies());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    default void longPayloadsReachTheBottomHalfWhole(Mode mode) {
        Arrangement arrangement =
                Arrangement.of(2, 1, mode).withDepth(4).withPayload(200).withWait(WaitStrategy.Kind.BACKOFF);
        Chained work = new Chained(0);

        Play play = new Play(arrangement, work, 500, true).on(this::open);

        assertEquals(play.expected(work), play.tallies());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    default void devicesThatCannotWaitCountWhatTheyDrop(Mode mode) {
        Arrangement arrangement = Arrangement.of(4, 2, mode)
                .withDepth(4)
                .withWait(WaitStrategy.Kind.BACKOFF)
                .withRing(4);

        Play play = new Play(arrangement, new Chained(200), 2_000, false).on(this::open);

        assertEquals(Optional.empty(), play.violation());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    default void aLineThatIsFullRefusesAndKeepsThePayload(Mode mode) {
        Arrangement arrangement = Arrangement.of(1, 1, mode).withDepth(4).withPayload(8);
        try (Interrupts interrupts = open(arrangement, new Chained(0))) {
            Source source = interrupts.source(0); // nobody handles: the servers are not started
            Payload payload = new Payload(8);
            for (int i = 0; i < 4; i++) {
                payload.stamp(i, 8);
                assertTrue(source.raise(0, 1, payload, i));
                assertEquals(0, payload.length());
            }
            payload.stamp(77, 8);

            assertFalse(source.raise(0, 1, payload, 9));
            assertEquals(77, payload.stamp());
        }
    }
}
