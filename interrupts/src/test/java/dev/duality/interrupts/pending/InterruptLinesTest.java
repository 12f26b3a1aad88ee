// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.interrupts.Chained;
import dev.duality.interrupts.Tally;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptLinesTest {
    private static final Payload NONE = new Payload(0);

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 33, 500})
    void slotsAnswersAndStatesLieApartAndFillTheLines(int payloadBytes) {
        try (Region region = Region.allocate(1)) {
            InterruptLines lines = new InterruptLines(region, 0, 3, 4, payloadBytes);
            List<Long> starts = new ArrayList<>();
            for (int device = 0; device < 3; device++) {
                starts.add(lines.state(device));
                for (int number = 1; number <= 4; number++) {
                    starts.add(lines.slot(device, number));
                    starts.add(lines.answer(device, number));
                }
            }
            starts.add(InterruptLines.bytes(3, 4, payloadBytes));
            Collections.sort(starts);

            assertEquals(0, starts.getFirst());
            for (int i = 1; i < starts.size(); i++) {
                long bytes = starts.get(i) - starts.get(i - 1);
                assertTrue(bytes >= Region.APART && bytes % Region.APART == 0, starts::toString);
            }
        }
    }

    @Test
    void aLineHoldsAsManyAsItsDepthUntilResultsAreTaken() {
        try (Region region = Region.allocate(InterruptLines.bytes(1, 2, 0))) {
            InterruptLines lines = new InterruptLines(region, 0, 1, 2, 0);
            InterruptLines.Raiser raiser = lines.raiser(0);
            assertTrue(raiser.raise(1, NONE, 0));
            assertTrue(raiser.raise(2, NONE, 0));
            assertFalse(raiser.raise(3, NONE, 0));
            lines.handle(0, 1, new Chained(0), NONE);
            assertFalse(raiser.raise(3, NONE, 0));

            raiser.take();

            assertTrue(raiser.raise(3, NONE, 0));
        }
    }

    @Test
    void resultsComeInTheOrderOfTheInterruptsWithTheirTags() {
        try (Region region = Region.allocate(InterruptLines.bytes(1, 4, 0))) {
            InterruptLines lines = new InterruptLines(region, 0, 1, 4, 0);
            InterruptLines.Raiser raiser = lines.raiser(0);
            for (int i = 0; i < 3; i++) {
                raiser.raise(10 + i, NONE, 70 + i);
            }
            for (int i = 0; i < 3; i++) {
                assertFalse(raiser.isHandled());
                assertTrue(lines.isRaised(0, lines.next(0)));
                lines.handle(0, lines.next(0), (_, digest, cause, _) -> digest + cause, NONE);
                assertTrue(raiser.isHandled());
                assertEquals(70 + i, raiser.tag());
                assertEquals(List.of(10L, 21L, 33L).get(i), raiser.take());
            }
            assertFalse(lines.isRaised(0, lines.next(0)));
            assertEquals(new Tally(0, 3, 0, 33), lines.tally(0));
        }
    }

    @Test
    void anOffsetThatSharesALineIsRefused() {
        try (Region region = Region.allocate(1 << 12)) {
            assertThrows(IllegalArgumentException.class, () -> new InterruptLines(region, 64, 1, 1, 0));
        }
    }
}
