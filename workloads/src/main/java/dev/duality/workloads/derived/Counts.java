// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.workloads.Specification;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The counts of a kernel: its substrate's, and those of the states inside.
public final class Counts {
    private Counts() {}

    /// All counts; those of the same name are added up.
    public static Map<String, Long> of(Map<String, Long> substrate, List<Specification> states) {
        Map<String, Long> counts = new TreeMap<>(substrate);
        for (Specification state : states) {
            state.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
        }
        return counts;
    }
}
