// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTextTest {
    @Test
    void eachFindingIsABlockWithItsMeaningAndAdvice() {
        List<Finding> findings = List.of(
                Finding.ok("clock source", "tsc"),
                Finding.note("cores", "2 of them", "a small machine", "measure on a larger one"));

        assertEquals("""
                OK       clock source  tsc
                NOTE     cores         2 of them
                                       -> a small machine
                                       do: measure on a larger one

                1 ok, 1 note, 0 problems
                """, FindingsText.of(findings, 80));
    }

    @Test
    void longTextsAreWrappedAtSpaces() {
        assertEquals("""
                OK       a  one two three four
                            five six

                1 ok, 0 notes, 0 problems
                """, FindingsText.of(List.of(Finding.ok("a", "one two three four five six")), 32));
    }

    @Test
    void noFindingsAreCountedToo() {
        assertEquals("\n0 ok, 0 notes, 0 problems\n", FindingsText.of(List.of(), 80));
    }
}
