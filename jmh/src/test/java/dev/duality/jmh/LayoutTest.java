// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import dev.duality.shm.contract.LayoutContract;
import java.util.Map;
import java.util.Set;

class LayoutTest implements LayoutContract {
    @Override
    public Map<String, Set<String>> changing() {
        return Map.of(
                "floor.StallClock", Set.of("last", "watchedNanos", "count", "stalledNanos", "longestNanos"),
                "load.BatchClock", Set.of("last", "longestNanos", "firstMilli", "running"),
                "load.Pacer",
                        Set.of("free", "next", "grown", "lastEnd", "operations", "operationsBefore", "sum", "notes"),
                "load.QueuedPacer",
                        Set.of(
                                "free",
                                "next",
                                "grown",
                                "operations",
                                "operationsBefore",
                                "sum",
                                "end",
                                "over",
                                "kept",
                                "refused",
                                "emptied",
                                "lastEnd",
                                "notes",
                                "queue"),
                "load.WorkerLoop", Set.of("operations", "sum", "thought", "grown", "next", "free"));
    }
}
