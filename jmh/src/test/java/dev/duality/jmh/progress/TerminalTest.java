// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final OptionalInt UNTOLD = OptionalInt.empty();

    @Test
    void aTerminalOfNoKnownWidthHasEightyColumns() {
        assertEquals(new Terminal(true, true, 80, true), Terminal.of(Map.of("TERM", "xterm"), true, UNTOLD));
    }

    @Test
    void theTerminalTellsItsWidth() {
        assertEquals(new Terminal(true, true, 132, true), Terminal.of(Map.of(), true, OptionalInt.of(132)));
    }

    @Test
    void theEnvironmentKnowsTheWidthBest() {
        assertEquals(
                100,
                Terminal.of(Map.of("COLUMNS", "100"), true, OptionalInt.of(132)).columns());
    }

    @Test
    void aWidthThatIsNoneIsIgnored() {
        assertEquals(80, Terminal.of(Map.of("COLUMNS", "wide"), true, UNTOLD).columns());
        assertEquals(80, Terminal.of(Map.of("COLUMNS", "0"), true, UNTOLD).columns());
    }

    @Test
    void noColorIsHonouredUnlessItIsEmpty() {
        assertEquals(new Terminal(true, false, 80, true), Terminal.of(Map.of("NO_COLOR", "1"), true, UNTOLD));
        assertEquals(new Terminal(true, true, 80, true), Terminal.of(Map.of("NO_COLOR", ""), true, UNTOLD));
    }

    @Test
    void aDumbTerminalIsWrittenToLikeAFile() {
        assertEquals(new Terminal(false, false, 80, true), Terminal.of(Map.of("TERM", "dumb"), true, UNTOLD));
    }

    @Test
    void aFileIsNotInteractive() {
        assertEquals(new Terminal(false, false, 80, false), Terminal.of(Map.of("TERM", "xterm"), false, UNTOLD));
    }

    @Test
    void linesAreBoundedByATerminalOrTheEnvironmentAndNotInAFile() {
        assertEquals(72, Terminal.of(Map.of(), true, OptionalInt.of(72)).lineColumns());
        assertEquals(
                72,
                Terminal.of(Map.of("TERM", "dumb"), true, OptionalInt.of(72)).lineColumns());
        assertEquals(72, Terminal.of(Map.of("COLUMNS", "72"), false, UNTOLD).lineColumns());
        assertEquals(Integer.MAX_VALUE, Terminal.of(Map.of(), false, UNTOLD).lineColumns());
    }

    @Test
    void thisProcessCanBeLookedAt() {
        assertEquals(Terminal.ofThisProcess(), Terminal.ofThisProcess());
    }

    @Test
    void aTerminalWithoutColumnsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Terminal(true, true, 0, true));
    }
}
