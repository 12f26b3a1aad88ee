// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ToleranceTest {
    @ParameterizedTest(name = "{0}: {1} holds, {2} does not")
    @CsvSource({
        "+-3 %,       3,    3.01",
        "+-3 %,      -3,   -3.01",
        "+-0.1 s,     0.1,  0.11",
        ">= 2,        2,    1.99",
        "<= 50 %,     50,   50.01",
        ">5 %,        5.01, 5",
        "<1 %,        0.99, 1",
        ">+20 %,      20.1, 20",
        "at most 1,   1,    2",
        "15-35 %,     15,   14.9",
        "15-35 %,     35,   35.1",
        "0.14-1.0,    1,    1.01",
        "1.2 to 1.6,  1.6,  1.61",
        ">= 2,        2,    NaN",
        "below 1,     0.99, 1",
        "above 1,     1.01, 1",
        "100 %,       100,  99.99",
        "100 %,       100,  100.01",
        "exact,       0,    -0.0001",
    })
    void whatItSaysIsWhatItChecks(String text, double within, double beyond) {
        Tolerance.Range tolerance = Tolerance.of(text);

        assertEquals(text, tolerance.toString());
        assertEquals(true, tolerance.holds(within));
        assertEquals(false, tolerance.holds(beyond));
    }

    @Test
    void exactIsNoDistanceAtAll() {
        assertEquals("exact", Tolerance.EXACT.text());
        assertEquals(true, Tolerance.EXACT.holds(0));
        assertEquals(false, Tolerance.EXACT.holds(-0.0001));
        assertEquals(false, Tolerance.EXACT.holds(Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "exactly", "3 4", "+3", "about 3", "6 to 3", ">= two", "3 to 6 to 9"})
    void whatBoundsNothingIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Tolerance.of(text));
    }

    @Test
    void severalAreShownInOneLineWithTheirWords() {
        Tolerance all = Tolerance.several("R2 %s, %s; 0 %% lost", Tolerance.of(">= 0.99"), Tolerance.of("+-3 %"));

        assertEquals("R2 >= 0.99, +-3 %; 0 % lost", all.text());
    }

    @Test
    void wordsWithoutAPlaceForEachAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Tolerance.several("%s", Tolerance.EXACT, Tolerance.EXACT));
    }
}
