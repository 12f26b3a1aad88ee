// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.duality.results.Cell;
import dev.duality.results.finding.ColdStartTest;
import dev.duality.results.finding.Findings;
import dev.duality.results.table.ColdSheet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static List<Cell> cells(boolean cold) {
        return ColdStartTest.findings().workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .map(row -> row.cell())
                .filter(cell -> cell.startsCold() == cold)
                .toList();
    }

    @Test
    void rowsThatAllBeganColdSaySo() {
        Settings settings = new Settings(cells(true));
        Cell cell = cells(true).getLast();

        assertEquals("messaging:ring 1+1, cold start", settings.row(cell));
        assertEquals(cell.waits() + ", cold start", settings.words(cell));
        assertEquals("counter messaging:ring 1+1, cold start", settings.kernel(cell));
        assertEquals(", cold start", settings.apart(cell));
    }

    @Test
    void besideAWarmRowTheOneThatBeganColdSaysItOnce() {
        Settings settings = new Settings(ColdStartTest.findings());

        assertEquals("messaging:ring 1+1, cold start", settings.row(cells(true).getLast()));
        assertFalse(settings.words(cells(false).getFirst()).contains("cold"));
    }

    /// Its own table is about nothing else.
    @Test
    void theTableOfColdStartsNeedNotSayIt() {
        Findings findings = ColdStartTest.findings();

        assertEquals(
                "From the first operation on: counter",
                ColdSheet.of(findings).getFirst().title());
    }
}
