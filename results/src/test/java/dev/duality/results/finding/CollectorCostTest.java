// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Figure;
import dev.duality.results.statistics.Digits;
import dev.duality.results.table.CollectorSheet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class CollectorCostTest {
    private static final String RING = "messaging:jctools-spsc";

    /// Six rounds by three collectors: fresh messages cost 1.5 times those that are used again, and 3 times under ZGC.
    public static Planted planted() {
        Planted planted = new Planted();
        Map.of("g1", 1.0, "parallel", 1.0, "zgc", 2.0).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(collector -> {
                    times(planted, RING, collector.getKey(), 100, 0);
                    times(planted, RING + "-fresh", collector.getKey(), 150 * collector.getValue(), 40);
                });
        return planted.add("rpc", RING, 1, 1, "pause", 64, Map.of(), 7, 7, 7, 7, 7, 7);
    }

    private static void times(Planted planted, String substrate, String collector, double nanos, double collections) {
        planted.add(
                        "rpc",
                        substrate,
                        1,
                        1,
                        "pause",
                        64,
                        Map.of("collector", collector),
                        nanos,
                        nanos,
                        nanos,
                        nanos,
                        nanos,
                        nanos)
                .counted(Figure.shown(Figure.COLLECTIONS, collections, ""))
                .counted(Figure.shown(Figure.COLLECTING, 2 * collections, "ms"));
    }

    @Test
    void freshMessagesAreComparedWithThoseUsedAgainByTheSameCollectorAndEachCollectorWithG1() {
        List<CollectorCost> found = planted().findings(200).collectors();

        assertEquals(1, found.size());
        assertEquals(
                List.of(
                        "jctools-spsc g1",
                        "jctools-spsc-fresh g1, 1.5 x reused",
                        "jctools-spsc parallel, 1 x g1",
                        "jctools-spsc-fresh parallel, 1 x g1, 1.5 x reused",
                        "jctools-spsc zgc, 1 x g1",
                        "jctools-spsc-fresh zgc, 2 x g1, 3.00 x reused"),
                found.getFirst().lines().stream().map(CollectorCostTest::said).toList());
    }

    private static String said(CollectorCost.Line line) {
        return line.row().cell().substrate().substring("messaging:".length()) + " " + line.collector()
                + line.overBase()
                        .map(ratio -> ", " + Digits.three(ratio.value()) + " x g1")
                        .orElse("")
                + line.overReused()
                        .map(ratio -> ", " + Digits.three(ratio.value()) + " x reused")
                        .orElse("");
    }

    @Test
    void theTableHasWhatEachCollectorDid() {
        List<String> line =
                CollectorSheet.of(planted().findings(200)).getFirst().rows().get(1);

        assertEquals(List.of("messaging:jctools-spsc-fresh", "1+1", "g1", "150", ""), line.subList(0, 5));
        assertTrue(line.get(5).startsWith("1.50"), line::toString);
        assertEquals(List.of("40", "80"), line.subList(7, 9));
    }

    @Test
    void oneCollectorAloneIsNoComparison() {
        Planted one = new Planted();
        times(one, RING, "g1", 100, 0);
        times(one, RING + "-fresh", "g1", 150, 0);

        assertEquals(List.of(), one.findings(200).collectors());
    }

    /// The quicker row of the shared side has another collector.
    @Test
    void aGapTakesRowsOfOneCollectorOnly() {
        Planted planted = new Planted()
                .add("rpc", "shm:lock", 2, 0, "pause", 64, Map.of("collector", "parallel"), 10, 10, 10, 10, 10, 10)
                .add("rpc", "shm:lock", 2, 0, "pause", 64, Map.of("collector", "g1"), 50, 50, 50, 50, 50, 50)
                .add("rpc", RING, 1, 1, "pause", 64, Map.of("collector", "g1"), 100, 100, 100, 100, 100, 100);
        Row message = planted.findings(200).workloads().getFirst().rows().stream()
                .filter(row -> row.cell().substrate().equals(RING))
                .findFirst()
                .orElseThrow();

        assertEquals(
                "g1",
                message.gap().orElseThrow().against().params().get("collector").value());
    }
}
