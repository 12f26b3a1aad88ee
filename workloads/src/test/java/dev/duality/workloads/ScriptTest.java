// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.shm.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptTest {
    private static Script script(int operations) {
        Script.Builder script = Script.builder();
        for (int i = 0; i < operations; i++) {
            script.add(i % 3, i, 10L * i, i % 2 == 0 ? 0 : 100, i);
        }
        return script.build();
    }

    @Test
    void operationsComeOutAsTheyWentInHoweverMany() {
        Script script = script(1_000);

        assertAll(
                () -> assertEquals(1_000, script.size()),
                () -> assertEquals(999 % 3, script.kind(999)),
                () -> assertEquals(999, script.a(999)),
                () -> assertEquals(9_990, script.b(999)));
    }

    @Test
    void anOperationsPayloadIsStampedAndAnEmptyOneIsEmpty() {
        Script script = script(4);
        Payload payload = new Payload(100);

        script.load(3, payload);
        assertEquals(100, payload.length());
        assertEquals(3, payload.stamp());

        script.load(2, payload);
        assertEquals(0, payload.length());
    }

    @Test
    void anOperationIsToldInOneLine() {
        assertEquals("#2 kind 2 (2, 20)", script(4).line(2));
        assertEquals("#3 kind 0 (3, 30) with 100 bytes", script(4).line(3));
    }

    @Test
    void theFirstOperationsAreAScript() {
        Script whole = script(10);

        assertEquals(3, whole.first(3).size());
        assertEquals(whole.line(2), whole.first(3).line(2));
        assertSame(whole, whole.first(10));
    }

    @Test
    void aScriptHasOperations() {
        assertThrows(IllegalStateException.class, () -> Script.builder().build());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256, 1 << 24})
    void aKindThatAMessageCannotCarryIsRefused(int kind) {
        Script.Builder script = Script.builder().add(255, 0, 0);

        String why = assertThrows(IllegalArgumentException.class, () -> script.add(kind, 0, 0))
                .getMessage();

        assertEquals("operation #1 of the script has kind " + kind + ", but must be from 0 to 255", why);
    }

    @Test
    void theLongestPayloadIsKnownBeforeItIsLoaded() {
        assertEquals(0, Script.builder().add(0, 0, 0).build().longestPayload());
        assertEquals(100, script(4).longestPayload());
    }

    @Test
    void growsByWhatItIsToldAlsoWhereOnlyItsFirstOperationsCount() {
        Script script = Script.builder().add(0, 1, 0).add(0, 2, 0).growing(2).build();

        assertEquals(2, script.growth());
        assertEquals(2, script.first(1).growth());
        assertEquals(0, Script.builder().add(0, 1, 0).build().growth());
    }

    @Test
    void anOperationIsAskedForByItsNumberHoweverOftenTheScriptIsGoneThrough() {
        Script script =
                Script.builder().add(4, 1, 10).add(5, 2, 20, 64, 7).growing(100).build();
        List<List<Long>> asked = new ArrayList<>();
        Payload payload = new Payload(64);

        for (long number : new long[] {0, 1, 5, 2L * Integer.MAX_VALUE + 1}) {
            long answer = script.ask(
                    number,
                    (kind, a, b, bytes) -> {
                        asked.add(List.of((long) kind, a, b, (long) bytes.length()));
                        return number;
                    },
                    payload);
            assertEquals(number, answer);
        }

        assertEquals(
                List.of(
                        List.of(4L, 1L, 10L, 0L),
                        List.of(5L, 2L, 20L, 64L),
                        List.of(5L, 202L, 20L, 64L),
                        List.of(5L, 2 + 100L * Integer.MAX_VALUE, 20L, 64L)),
                asked);
    }
}
