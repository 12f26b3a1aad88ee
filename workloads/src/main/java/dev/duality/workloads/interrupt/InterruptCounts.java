// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.Tally;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The counts that all sides have in common: the interrupts of each device that were handled, and those that were
/// dropped.
final class InterruptCounts {
    private InterruptCounts() {}

    static Map<String, Long> of(List<Tally> tallies) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("drops", tallies.stream().mapToLong(Tally::dropped).sum());
        for (Tally tally : tallies) {
            counts.put("served device " + tally.device(), tally.handled());
        }
        return counts;
    }
}
