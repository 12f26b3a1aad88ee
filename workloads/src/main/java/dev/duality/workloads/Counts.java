// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The counts of a kernel: its substrate's, and those of the states inside.
public final class Counts {
    private Counts() {}

    /// All counts; those of the same name are added up.
    public static Map<String, Long> of(Map<String, Long> substrate, List<Specification> states) {
        Map<String, Long> counts = new TreeMap<>(substrate);
        states.forEach(state -> add(counts, state.counts()));
        return counts;
    }

    /// The counts of several; those of the same name are added up.
    public static Map<String, Long> sum(List<Map<String, Long>> several) {
        Map<String, Long> counts = new TreeMap<>();
        several.forEach(one -> add(counts, one));
        return counts;
    }

    private static void add(Map<String, Long> counts, Map<String, Long> more) {
        more.forEach((name, count) -> counts.merge(name, count, Long::sum));
    }
}
