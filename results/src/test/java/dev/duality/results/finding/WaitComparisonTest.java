// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

public class WaitComparisonTest {
    private static final Map<String, String> NONE = Map.of();

    /// A ring and a queue of the JDK by three waits.
    public static Planted planted() {
        return new Planted()
                .add("rpc", "shm:direct", 2, 0, "none", 0, NONE, 16, 16)
                .add("rpc", "shm:mailbox", 1, 1, "pause", 0, NONE, 250, 260)
                .open(400)
                .add("rpc", "messaging:ring", 1, 1, "spin", 0, NONE, 300, 300)
                .open(400)
                .add("rpc", "messaging:ring", 1, 1, "pause", 0, NONE, 320, 320)
                .open(500)
                .add("rpc", "messaging:ring", 1, 1, "park", 0, NONE, 480, 480)
                .open(40_000)
                .add("rpc", "messaging:juc-abq", 1, 1, "spin", 0, NONE, 900, 900)
                .open(1_000)
                .add("rpc", "messaging:juc-abq", 1, 1, "park", 0, NONE, 3_000, 3_000)
                .open(80_000);
    }

    private static List<WaitComparison> waits() {
        return planted().findings(200).waits();
    }

    @Test
    void aKernelThatWasMeasuredByOneWaitIsNotCompared() {
        assertEquals(
                List.of("messaging:ring", "messaging:juc-abq"),
                waits().stream().map(kernel -> kernel.kernel().substrate()).toList());
    }

    @Test
    void eachWaitIsComparedWithPauseOfTheSameKernel() {
        Map<String, WaitComparison.Of> ring = waits().getFirst().byWait();

        assertEquals(List.of("spin", "pause", "park"), List.copyOf(ring.keySet()));
        assertEquals(1.5, ring.get("park").ratio().orElseThrow().value(), 1e-9);
        assertEquals(1, ring.get("pause").ratio().orElseThrow().value(), 1e-9);
        assertEquals(80, ring.get("park").openRatio().orElseThrow(), 1);
    }

    @Test
    void withoutPauseThereIsNoRatioToIt() {
        WaitComparison.Of parked = waits().getLast().byWait().get("park");

        assertEquals(Optional.empty(), parked.ratio());
        assertEquals(OptionalDouble.empty(), parked.openRatio());
    }

    @Test
    void twoKernelsByTwoWaitsAreContrasted() {
        List<WaitComparison> kernels = waits();

        var contrast = WaitComparison.contrast(kernels.getFirst(), "spin", kernels.getLast(), "park")
                .orElseThrow();
        assertEquals(10, contrast.closed(), 1e-9);
        assertEquals(200, contrast.open().orElseThrow(), 2);
        assertTrue(WaitComparison.contrast(kernels.getFirst(), "yield", kernels.getLast(), "park")
                .isEmpty());
    }

    @Test
    void noGapIsBetweenRowsOfDifferentWaits() {
        Findings findings = planted().findings(200);

        for (Row row : findings.workloads().getFirst().rows()) {
            row.gap()
                    .ifPresent(gap -> assertTrue(
                            gap.against().waits().equals("none")
                                    || gap.against().waits().equals(row.cell().waits()),
                            row.cell().id()));
        }
    }

    @Test
    void aWaitThatMissedTheRateLeavesTheOthersTheirs() {
        WaitComparison kernel = new Planted()
                .add("rpc", "messaging:ring", 1, 1, "pause", 0, NONE, 300, 300)
                .open(400)
                .add("rpc", "messaging:ring", 1, 1, "yield", 0, NONE, 900, 900)
                .findings(200)
                .waits()
                .getFirst();

        assertEquals(10_000, kernel.rate().orElseThrow());
    }
}
