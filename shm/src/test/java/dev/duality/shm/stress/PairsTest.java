// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairsTest {
    @Test
    void whatIsNestedInATestIsItsTwin() {
        Pairs pairs = Pairs.of(List.of("a.b.Two.One", "a.b.One.Two", "a.b.One", "a.b.Two", "a.b.One.One"));

        assertEquals(
                Map.of("a.b.One", Set.of("a.b.One.One", "a.b.One.Two"), "a.b.Two", Set.of("a.b.Two.One")),
                pairs.twins());
        assertEquals(Set.of("a.b.One", "a.b.One.One", "a.b.One.Two", "a.b.Two", "a.b.Two.One"), pairs.all());
    }

    @Test
    void aTestWithoutATwinIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Pairs.of(List.of("a.One", "a.Two", "a.Two.Broken")))
                .getMessage();

        assertTrue(message.startsWith("a.One has no twin"), message);
    }

    @Test
    void aTwinWithoutATestIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Pairs.of(List.of("a.One", "a.One.Broken", "a.Two.Broken")));
    }

    @Test
    void noTestsAtAllAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Pairs.of(List.of()));
    }
}
