// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.table.HeadlineTable;
import dev.duality.results.table.Words;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The words by which a verdict says how far apart its parties are.
class PlacementVerdictTest {
    private static final Map<String, String> PROCESSES = Map.of("placement", "processes");

    /// @param messages ns of an operation of messages
    private static Planted with(Planted run, Map<String, String> placement, double messages) {
        return run.add("rpc", "shm:lockfree", 2, 0, "pause", 0, placement, 500)
                .add("rpc", "messaging:ring", 1, 1, "pause", 0, placement, messages);
    }

    private static List<String> lines(Verdict verdict) {
        return Words.evidence(verdict);
    }

    private static Verdict verdict(Findings findings) {
        return findings.workloads().getFirst().verdict();
    }

    @Test
    void aVerdictBetweenProcessesSaysSoInEveryLineOfPairs() {
        Findings findings =
                with(with(new Planted(), Map.of(), 900), PROCESSES, 300).findings(200);
        Verdict verdict = verdict(findings);

        assertTrue(verdict.text().startsWith("between processes: "), verdict.text());
        assertTrue(
                lines(verdict)
                        .getFirst()
                        .startsWith("messaging:ring 1+1 against shm:lockfree 2+0, pause, between processes; "),
                lines(verdict).toString());
        assertFalse(lines(verdict).getLast().contains("between"), lines(verdict).toString());
        assertTrue(new HeadlineTable(findings).markdown(List.of()).contains("rpc, window 1 alone, between processes"));
    }

    @Test
    void aVerdictBetweenThreadsSaysSoWhereTheRunHasProcessesToo() {
        Findings findings =
                with(with(new Planted(), Map.of(), 300), PROCESSES, 900).findings(200);
        Verdict verdict = verdict(findings);

        assertTrue(verdict.text().startsWith("between threads: "), verdict.text());
        assertTrue(
                lines(verdict).getLast().contains(", pause, between processes, grade"),
                lines(verdict).toString());
        assertTrue(new HeadlineTable(findings).markdown(List.of()).contains("rpc, window 1 alone, between threads"));
    }

    /// The shared row may have been refused there.
    @Test
    void aVerdictBetweenThreadsSaysSoWhereNothingIsComparedBetweenProcesses() {
        Findings findings = with(new Planted(), Map.of(), 300)
                .add("rpc", "messaging:ring", 1, 1, "pause", 0, PROCESSES, 900)
                .findings(200);

        assertTrue(
                verdict(findings).text().startsWith("between threads: "),
                verdict(findings).text());
    }

    @Test
    void aRunOfThreadsAloneSaysNothingOfThem() {
        Findings findings = with(new Planted(), Map.of(), 300).findings(200);

        assertFalse((verdict(findings).text() + lines(verdict(findings))).contains("between"));
        assertFalse(new HeadlineTable(findings).markdown(List.of()).contains("between"));
    }

    @Test
    void aRunOfHostsAloneSaysSo() {
        Findings findings =
                with(new Planted(), Map.of("placement", "hosts"), 300).findings(200);

        assertEquals(1, verdict(findings).pairs().size());
        assertTrue(
                verdict(findings).text().startsWith("between hosts: "),
                verdict(findings).text());
        assertTrue(new HeadlineTable(findings).markdown(List.of()).contains("between hosts"));
    }
}
