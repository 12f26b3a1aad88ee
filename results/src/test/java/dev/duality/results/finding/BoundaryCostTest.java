// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundaryCostTest {
    private static Map<String, String> placed(String placement) {
        return Map.of("op", "add", "placement", placement);
    }

    private static List<BoundaryCost> costs() {
        return new Planted()
                .add("counter", "messaging:ring", 1, 1, "pause", 0, Map.of("op", "add"), 100, 100)
                .add("counter", "messaging:ring", 1, 1, "pause", 0, placed("processes"), 150, 150)
                .add("counter", "messaging:ring", 1, 1, "park", 0, placed("processes"), 900, 900)
                .add("counter", "shm:lockfree", 2, 0, "none", 0, placed("processes"), 50, 50)
                .findings(200)
                .boundaries();
    }

    @Test
    void aRowOfProcessesIsComparedWithThatOfThreadsThatIsLikeIt() {
        assertEquals(1, costs().size());
        BoundaryCost cost = costs().getFirst();
        assertEquals("processes", cost.far().cell().placement());
        assertEquals("threads", cost.near().cell().placement());
        assertEquals("pause", cost.far().cell().waits());
        assertEquals(1.5, cost.ratio().orElseThrow().value(), 1e-9);
    }
}
