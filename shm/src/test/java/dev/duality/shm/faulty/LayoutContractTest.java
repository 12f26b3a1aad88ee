// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Padding;
import dev.duality.shm.contract.LayoutContract;
import dev.duality.shm.contract.Trial;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The kit, tried on classes that are laid out badly in one way each, and on one that is not.
class LayoutContractTest {
    private static final String NAMES = "everyPaddedClassIsNamedWithAllThatCanChangeInIt";
    private static final String APART = "whatCanChangeLiesApart";
    private static final String OTHER_HEADERS = "whatCanChangeLiesApartWithTheOtherKindOfObjectHeaders";
    private static final String KEPT = "LayoutContractTest$Kept";
    private static final Set<String> CHANGING = Set.of("count", "next", "open", "last");

    abstract static class KeptFields extends Padding {
        long count;
        int next;
        boolean open;
        Object last;
    }

    @SuppressWarnings("unused") // room, and fields that nobody needs
    static final class Kept extends KeptFields {
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
        private final int own = 1;
    }

    @SuppressWarnings("unused")
    abstract static class NoRoomBehind extends KeptFields {}

    @SuppressWarnings("unused")
    abstract static class NoRoomBefore {
        private long count;
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
    }

    /// As all our classes once were.
    @SuppressWarnings("unused")
    abstract static class OneClass {
        private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
        private int next;
        private Object last;
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
    }

    @SuppressWarnings("unused")
    abstract static class NoRoom {
        private long count;
    }

    private record Kit(Map<String, Set<String>> changing) implements LayoutContract {}

    private static Kit with(String type, String... fields) {
        return new Kit(Map.of(KEPT, CHANGING, "LayoutContractTest$" + type, Set.of(fields)));
    }

    @Test
    void aClassThatKeepsItsContractPasses() {
        assertEquals(Map.of(), Trial.failures(new Kit(Map.of(KEPT, CHANGING))));
    }

    private static DynamicTest caught(String wrong, String by, Kit kit) {
        return DynamicTest.dynamicTest(
                wrong + ": " + by, () -> assertTrue(Trial.failure(kit, by).isPresent(), () -> by + " did not notice"));
    }

    @TestFactory
    Stream<DynamicTest> whatIsBrokenIsCaughtByName() {
        return Stream.of(
                caught(
                        "a class is not named",
                        NAMES,
                        new Kit(Map.of("LayoutContractTest$NoRoomBefore", Set.of("count")))),
                caught("a field is not named", NAMES, new Kit(Map.of(KEPT, Set.of("count", "next", "open")))),
                caught("the room has gone", NAMES, with("NoRoom", "count")),
                caught("no room behind", APART, with("NoRoomBehind", "count", "next", "open", "last")),
                caught("no room behind", OTHER_HEADERS, with("NoRoomBehind", "count", "next", "open", "last")),
                caught("no room before", APART, with("NoRoomBefore", "count")),
                caught("rows and fields in one class", APART, with("OneClass", "next", "last")));
    }
}
