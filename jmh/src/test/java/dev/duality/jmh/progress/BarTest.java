// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarTest {
    private static final Standing MIDDLE = new Standing(12, 40, 0.3, "rpc messaging:ring w1", Duration.ofSeconds(83));

    private final ShortNames names = new ShortNames(List.of());

    @Test
    void aLineSaysHowFarHowLongAndWhat() {
        assertEquals(
                "[=========>                    ] 12/40  30 %  1:23 left  rpc messaging:ring w1",
                Bar.line(MIDDLE, names, 100));
    }

    @Test
    void aLineIsShorterThanTheTerminalIsWide() {
        for (int columns = 1; columns < 120; columns++) {
            int length = Bar.line(MIDDLE, names, columns).length();
            assertTrue(length < columns, length + " characters in " + columns + " columns");
        }
    }

    @Test
    void aNarrowTerminalKeepsTheNumbers() {
        assertEquals("12/40  30 %  1:23 left  rpc me~", Bar.line(MIDDLE, names, 32));
    }

    @Test
    void theNameIsLeftOutBetweenTwoSteps() {
        assertEquals(
                "[===============>              ] 1/2  50 %  8 s left",
                Bar.line(new Standing(1, 2, 0.5, "", Duration.ofSeconds(8)), names, 80));
    }

    @Test
    void onlyTheBarIsColoured() {
        assertEquals("\u001b[32m[==>]\u001b[0m 1/2", Bar.coloured("[==>] 1/2"));
        assertEquals("1/2", Bar.coloured("1/2"));
    }

    @Test
    void timesAreShort() {
        assertEquals("0 s", Standing.time(Duration.ZERO));
        assertEquals("1 s", Standing.time(Duration.ofMillis(1)));
        assertEquals("59 s", Standing.time(Duration.ofSeconds(59)));
        assertEquals("1:00", Standing.time(Duration.ofSeconds(60)));
        assertEquals("1:02:03", Standing.time(Duration.ofSeconds(3723)));
    }

    @Test
    void aHundredPercentIsSaidOnlyAtTheEnd() {
        assertEquals("1/2  99 %", new Standing(1, 2, 1, "late", Duration.ZERO).count());
        assertEquals("2/2 100 %", new Standing(2, 2, 1, "", Duration.ZERO).count());
    }
}
