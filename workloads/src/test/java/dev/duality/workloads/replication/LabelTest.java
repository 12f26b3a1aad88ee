// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Message;
import org.junit.jupiter.api.Test;

final class LabelTest {
    private static final long[] NUMBERS = {0, 1, 2, (1L << 27) - 1, 1L << 27, (1L << 28) - 1, 1L << 28, (5L << 30) + 3};

    @Test
    void aRequestSaysItsPlaceItsNumberAndTheView() {
        for (long number : NUMBERS) {
            for (int slot : new int[] {0, 1, Label.MAX_ROWS - 1}) {
                for (int view : new int[] {0, 1, Label.MAX_VIEW}) {
                    long label = Label.ofRequest(slot, number, view);

                    assertEquals(slot, Label.slot(label));
                    assertEquals(number, Label.number(label, number));
                    assertEquals(number, Label.number(label, number + 1000), "known from a later one");
                    assertEquals(number, Label.number(label, Math.max(0, number - 1000)), "known from an earlier one");
                    assertEquals(view, Label.view(label));
                }
            }
        }
    }

    @Test
    void anOperationSaysItsRowItsPositionAndTheView() {
        for (long position : NUMBERS) {
            for (int row : new int[] {0, 1, Label.MAX_ROWS - 1}) {
                long label = Label.ofOperation(row, position, Label.MAX_VIEW);

                assertTrue(Label.isOperation(label));
                assertEquals(row, Label.row(label));
                assertEquals(position, Label.position(label, position));
                assertEquals(position, Label.position(label, Math.max(0, position - 1)));
                assertEquals(Label.MAX_VIEW, Label.view(label));
            }
        }
    }

    @Test
    void anAcknowledgementIsNoOperation() {
        for (long position : NUMBERS) {
            long label = Label.ofAcknowledgement(position, 7);

            assertFalse(Label.isOperation(label));
            assertEquals(position, Label.position(label, position + 1));
            assertEquals(7, Label.view(label));
        }
    }

    @Test
    void aViewIsReadAsItWasWritten() {
        Message message = new Message(0);
        for (View view : new View[] {View.FIRST, new View(Label.MAX_VIEW, 1, 3, 0), new View(2, 0, 1 << 23, 1 << 23)}) {
            view.write(message, false);
            assertEquals(view, View.read(message));
            assertFalse(View.saysLost(message));

            view.write(message, true);
            assertEquals(view, View.read(message));
            assertTrue(View.saysLost(message));
        }
    }
}
