// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.Figure;
import dev.duality.results.table.NeighbourSheet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class NeighbourCostTest {
    private static final Map<String, String> STREAM = Map.of("neighbour", "stream");

    /// Six rounds: the cache takes half as long again beside a neighbour, a call in place no longer, and what was
    /// measured beside it alone has nothing to be compared with.
    public static Planted planted() {
        return new Planted()
                .add("cache", "shm:lockfree", 1, 0, "none", 4_096, Map.of(), 100, 110, 90, 100, 100, 100)
                .add("cache", "shm:lockfree", 1, 0, "none", 4_096, STREAM, 150, 165, 135, 150, 150, 150)
                .counted(Figure.shown(Figure.NEIGHBOUR, 5.25, "GB/s"))
                .add("rpc", "shm:direct", 1, 0, "none", 0, Map.of(), 40, 40, 41, 40, 39, 40)
                .add("rpc", "shm:direct", 1, 0, "none", 0, STREAM, 40, 41, 40, 40, 40, 39)
                .add("counter", "shm:lockfree", 1, 0, "none", 0, STREAM, 9, 9, 9, 9, 9, 9);
    }

    @Test
    void aRowBesideANeighbourIsComparedWithItsLikeAlone() {
        List<NeighbourCost> costs = planted().findings(200).neighbours();

        assertEquals(2, costs.size());
        assertEquals(1.5, costs.getFirst().ratio().orElseThrow().value(), 1e-9);
        assertEquals(5.25, costs.getFirst().gigabytesPerSecond().orElseThrow());
        assertEquals("rpc", costs.getLast().alone().cell().workload());
        assertEquals(
                false,
                costs.getLast().ratio().orElseThrow().interval().orElseThrow().low() > 1);
    }

    @Test
    void theTableHasBothTimesAndWhatTheNeighbourCopied() {
        List<String> line =
                NeighbourSheet.of(planted().findings(200)).getFirst().rows().getFirst();

        assertEquals(List.of("none", "100", "150"), line.subList(1, 4));
        assertEquals("5.25", line.getLast());
    }
}
