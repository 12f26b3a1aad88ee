// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
    private static List<Integer> turns(long waiting, int count) {
        RoundRobin turns = new RoundRobin();
        return IntStream.range(0, count).mapToObj(_ -> turns.next(waiting)).toList();
    }

    @Test
    void everybodyWhoWaitsHasATurnBeforeAnybodyHasASecond() {
        assertEquals(List.of(1, 4, 63, 1, 4, 63), turns(1L << 1 | 1L << 4 | 1L << 63, 6));
    }

    @Test
    void whoeverWaitsAloneAlwaysHasTheTurn() {
        assertEquals(List.of(0, 0), turns(1, 2));
        assertEquals(List.of(63, 63), turns(1L << 63, 2));
    }
}
