// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.Figure;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

public class PolicyComparisonTest {
    private static Map<String, String> by(String policy) {
        return Map.of("policy", policy, "capacity", "400");
    }

    private static Figure hits(double percent) {
        return Figure.shown(PolicyComparison.HITS, percent, Figure.PERCENT);
    }

    /// A fast CLOCK that finds 70 %, a slow LRU that finds 80 %, a slow CLOCK, and a cache of its own size.
    public static Planted planted() {
        return new Planted()
                .add("cache", "shm:lockfree", 2, 0, "none", 64, by("clock"), 100, 100)
                .counted(hits(70))
                .add("cache", "shm:lockfree", 2, 0, "none", 64, by("sieve"), 120, 120)
                .counted(hits(78))
                .add("cache", "messaging:ring", 1, 1, "pause", 64, by("clock"), 600, 600)
                .counted(hits(70))
                .add("cache", "messaging:ring", 1, 1, "pause", 64, by("lru"), 700, 700)
                .counted(hits(80))
                .add("cache", "messaging:ring", 1, 1, "pause", 64, Map.of("policy", "lru", "capacity", "7"), 650, 650)
                .counted(hits(20));
    }

    private static List<PolicyComparison> policies() {
        return planted().findings(200).policies();
    }

    @Test
    void rowsOfOneCacheAreComparedWhateverTheirPolicySideAndWait() {
        assertEquals(1, policies().size());
        assertEquals(
                List.of("clock", "sieve", "clock", "lru"),
                policies().getFirst().rows().stream()
                        .map(PolicyComparison.Of::policy)
                        .toList());
        assertEquals("cache, capacity=400", policies().getFirst().title());
    }

    /// (120 - 100) ns for 8 misses fewer in 100; (700 - 100) ns for 10.
    @Test
    void aBetterPolicyIsWorthItsTimeFromWhereItsMissesSaveAsMuch() {
        List<PolicyComparison.Of> rows = policies().getFirst().rows();

        assertEquals(250, rows.get(1).worthFromNanos().orElseThrow(), 1e-9);
        assertEquals(6_000, rows.get(3).worthFromNanos().orElseThrow(), 1e-9);
    }

    @Test
    void whoIsSlowerAndFindsNoMoreIsNeverWorthIt() {
        List<PolicyComparison.Of> rows = policies().getFirst().rows();

        assertEquals(OptionalDouble.of(0), rows.get(0).worthFromNanos());
        assertEquals(OptionalDouble.empty(), rows.get(2).worthFromNanos());
    }

    @Test
    void oneMorePolicyIsNoComparisonWithoutHits() {
        Planted uncounted = new Planted()
                .add("cache", "shm:lockfree", 2, 0, "none", 64, by("clock"), 100, 100)
                .add("cache", "shm:lockfree", 2, 0, "none", 64, by("sieve"), 120, 120);

        assertEquals(List.of(), uncounted.findings(200).policies());
    }
}
