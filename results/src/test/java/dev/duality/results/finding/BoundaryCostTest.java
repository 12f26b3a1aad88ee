// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.table.BoundarySheet;
import dev.duality.results.table.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class BoundaryCostTest {
    private static Map<String, String> placed(String placement) {
        return Map.of("op", "add", "placement", placement);
    }

    /// The ring costs half as much again across processes; nothing else has its like among threads.
    public static Planted planted() {
        return new Planted()
                .add("counter", "messaging:ring", 1, 1, "pause", 0, Map.of("op", "add"), 100, 100)
                .add("counter", "messaging:ring", 1, 1, "pause", 0, placed("processes"), 150, 150)
                .add("counter", "messaging:ring", 1, 1, "park", 0, placed("processes"), 900, 900)
                .add("counter", "shm:lockfree", 2, 0, "none", 0, placed("processes"), 50, 50);
    }

    /// Of six rounds, by two placements and by three waits.
    public static Planted rounds() {
        Planted planted = new Planted();
        double times = 1;
        for (String wait : List.of("spin", "pause", "park")) {
            for (String placement : List.of("threads", "processes", "hosts")) {
                times *= 1.3;
                planted.add(
                        "rpc",
                        "messaging:ring",
                        1,
                        1,
                        wait,
                        64,
                        placement.equals("threads") ? Map.of() : Map.of("placement", placement),
                        100 * times,
                        104 * times,
                        97 * times,
                        101 * times,
                        99 * times,
                        110 * times);
            }
        }
        return planted.add("counter", "shm:lockfree", 2, 0, "none", 0, Map.of(), 20, 20, 21, 20, 20, 20)
                .add(
                        "counter",
                        "shm:lockfree",
                        2,
                        0,
                        "none",
                        0,
                        Map.of("placement", "processes"),
                        20,
                        21,
                        20,
                        20,
                        19,
                        20);
    }

    private static List<BoundaryCost> costs() {
        return planted().findings(200).boundaries();
    }

    @Test
    void aRowOfProcessesIsComparedWithThatOfThreadsThatIsLikeIt() {
        assertEquals(1, costs().size());
        BoundaryCost cost = costs().getFirst();
        assertEquals("processes", cost.far().cell().placement());
        assertEquals("threads", cost.near().cell().placement());
        assertEquals("pause", cost.far().cell().waits());
        assertEquals(1.5, cost.ratio().orElseThrow().value(), 1e-9);
        assertEquals(List.of(1.5, 1.5), cost.rounds());
    }

    /// Two that differ in a parameter alone are told apart; what is not the boundary's alone is said, where there is
    /// such.
    @Test
    void theTableSaysWhatARatioIsOf() {
        Planted planted = planted();
        for (String placement : List.of("threads", "processes", "hosts")) {
            for (String lines : List.of("1", "8")) {
                planted.add(
                        "lines", "messaging:tcp", 1, 1, "park", 0, Map.of("lines", lines, "placement", placement), 100);
            }
        }
        Table some = BoundarySheet.of(planted().findings(200)).getFirst();
        Table all = BoundarySheet.of(planted.findings(200)).getFirst();

        assertEquals(
                all.rows().size(),
                all.rows().stream().map(List::getFirst).distinct().count(),
                all::toString);
        assertTrue(all.below().toString().contains("futex"), all::toString);
        assertTrue(all.below().toString().contains("messaging:tcp: between threads"), all::toString);
        assertTrue(all.below().toString().contains("Of hosts"), all::toString);
        assertFalse(some.below().toString().matches("(?s).*(futex|between threads|Of hosts).*"), some::toString);
    }
}
