// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Findings;
import dev.duality.results.finding.PolicyComparison;
import dev.duality.results.statistics.Digits;
import java.util.List;
import java.util.stream.Stream;

/// The table of caches by policy and side.
public final class PolicySheet {
    private PolicySheet() {}

    /// One for each cache that was measured by several policies.
    public static List<Table> of(Findings findings) {
        return findings.policies().stream().map(PolicySheet::table).toList();
    }

    private static Table table(PolicyComparison cache) {
        return Table.of(
                "What a better policy is worth: " + cache.title(),
                List.of("policy and substrate", "threads", "hit ratio %", "ns/op", "wins if a miss costs"),
                cache.rows().stream()
                        .map(of -> List.of(
                                of.policy() + " " + of.cell().substrate(),
                                of.cell().workers() + "+" + of.cell().servers(),
                                Digits.percent(of.hitPercent()),
                                Digits.three(of.nanosPerOp()),
                                worth(of)))
                        .toList(),
                below(cache));
    }

    private static List<String> below(PolicyComparison cache) {
        return Stream.concat(
                        cache.verdict().map(verdict -> "Which side wins: " + verdict.text() + ".").stream(),
                        Stream.of(
                                "ns/op is that of one worker. A miss costs its bookkeeping here and no more; the last column"
                                        + " says from what further time for a miss a row overtakes the fastest one."))
                .toList();
    }

    private static String worth(PolicyComparison.Of of) {
        if (of.worthFromNanos().isEmpty()) {
            return "never";
        }
        double nanos = of.worthFromNanos().getAsDouble();
        return nanos == 0 ? "less" : Digits.three(nanos) + " ns or more";
    }
}
