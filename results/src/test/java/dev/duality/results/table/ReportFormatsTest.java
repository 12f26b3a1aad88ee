// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.duality.results.Cell;
import dev.duality.results.RichRun;
import dev.duality.results.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The same report as Markdown, CSV and JSON.
class ReportFormatsTest extends ReportedRun {
    @ParameterizedTest
    @EnumSource
    void aRunThatFoundNothingIsShown(Format format) {
        String text = report(Samples.run(2, List.of(RichRun.RING))).render(format, 160);

        assertFalse(text.isBlank());
    }

    @ParameterizedTest
    @EnumSource
    void theSameRunGivesTheSameReport(Format format) {
        assertEquals(
                REPORT.render(format, 160), report(RichRun.make().complete()).render(format, 160));
    }

    private static Cell named(Cell cell, String id, String workload) {
        return new Cell(
                id,
                workload,
                cell.substrate(),
                cell.rowClass(),
                cell.workers(),
                cell.servers(),
                false,
                cell.waits(),
                0,
                1,
                cell.params(),
                cell.loads(),
                cell.contract(),
                cell.lineTransfers());
    }

    @Test
    void markdownTablesHaveAsManyCellsInEveryRow() {
        List<String> lines = REPORT.render(Format.MARKDOWN, 160).lines().toList();
        int cells = 0;
        int tables = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith("|")) {
                cells = 0;
            } else if (cells == 0) {
                cells = line.split(" \\| ", -1).length;
                tables++;
            } else {
                assertEquals(cells, line.split(" \\| ", -1).length, line);
            }
        }
        assertTrue(tables > 1);
    }

    @Test
    void nothingOfARunIsMarkup() {
        Cell cell = named(Samples.cell("rpc", "shm:direct", 1, 0), "rpc/1", "a|b<script>*x*");
        String text = report(Samples.withForks(Samples.run(2, List.of(cell)), cell, 1e6))
                .render(Format.MARKDOWN, 160);

        assertTrue(text.contains("a\\|b&lt;script&gt;\\*x\\*"), text);
        assertFalse(text.contains("<script>"), text);
    }

    @Test
    void csvParsesBackToWhatWasMeasured() {
        List<NamedCsvRecord> rows = csv(REPORT, Format.CSV);
        NamedCsvRecord ring = row(rows, RichRun.RING);
        NamedCsvRecord cache = row(rows, RichRun.CACHE);

        assertEquals(RICH.complete().plan().size(), rows.size());
        assertEquals("3300000", ring.getField("ops_per_second"));
        assertEquals("6", ring.getField("forks"));
        assertEquals("2.878", ring.getField("gap").substring(0, 5));
        assertEquals(RichRun.LOCK.id(), ring.getField("gap_against"));
        assertEquals("served", ring.getField("class"));
        assertEquals("360", ring.getField("p50_ns"));
        assertEquals("", ring.getField("p99_99_ns"));
        assertEquals("120006", ring.getField("latency_count"));
        assertEquals("70.42", cache.getField("count_hit_ratio_percent"));
        assertEquals("capacity=400 blocks", cache.getField("parameters"));
        assertEquals("threads not pinned", cache.getField("grade_reasons"));
        assertEquals("1", cache.getField("cost_threads"));
        assertEquals("", cache.getField("migrations"));
    }

    @Test
    void csvHasARowForCellsThatFailedOrWereSkipped() {
        List<NamedCsvRecord> rows = csv(REPORT, Format.CSV);

        assertEquals("failed", row(rows, RichRun.WRONG).getField("status"));
        assertTrue(row(rows, RichRun.WRONG).getField("failed_because").contains("operation 17"));
        assertEquals("", row(rows, RichRun.WRONG).getField("ops_per_second"));
        assertEquals("skipped", row(rows, RichRun.ABSENT).getField("status"));
        assertEquals("FAIL", row(rows, RichRun.ABQ).getField("open_grade"));
        assertEquals("", row(rows, RichRun.ABQ).getField("p50_ns"));
        assertEquals("450000", row(rows, RichRun.ABQ).getField("ops_per_second"));
    }

    @Test
    void csvNamesEachColumnOnce() {
        List<String> header = csv(REPORT, Format.CSV).getFirst().getHeader();

        assertEquals(header.size(), header.stream().distinct().count());
    }

    @Test
    void theLongFormHasARowPerForkAndStatistic() {
        List<NamedCsvRecord> rows = csv(REPORT, Format.LONG);

        List<String> scores = rows.stream()
                .filter(row -> row.getField("cell").equals(RichRun.RING.id()))
                .filter(row -> row.getField("statistic").equals("ops_per_second"))
                .map(row -> row.getField("fork") + ": " + row.getField("value") + " " + row.getField("unit"))
                .toList();
        assertEquals(
                List.of(
                        "1: 3234000 1/s",
                        "2: 3267000 1/s",
                        "3: 3300000 1/s",
                        "4: 3300000 1/s",
                        "5: 3333000 1/s",
                        "6: 3399000 1/s"),
                scores);
        assertEquals(
                6,
                rows.stream()
                        .filter(row -> row.getField("workload").equals("floor"))
                        .count());
        assertTrue(rows.stream()
                .anyMatch(row -> row.getField("statistic").equals("hit ratio")
                        && row.getField("value").equals("70.42")));
        assertTrue(rows.stream().anyMatch(row -> row.getField("statistic").equals("p99.9")));
        assertTrue(rows.stream().noneMatch(row -> row.getField("statistic").equals("p99.99")));
    }

    @Test
    void jsonHoldsTheSameNumbersUnderTheSameNames() {
        JsonNode json = JsonMapper.shared().readTree(REPORT.render(Format.JSON, 160));
        JsonNode ring = json.path("workloads").path(0).path("rows").path(3);

        assertEquals(2, json.path("report").intValue());
        assertTrue(json.path("complete").booleanValue());
        assertEquals(283, json.path("floors").path(0).path("round_trip_ns").doubleValue());
        assertEquals(
                "messages cost 2.88 x [2.88, 2.88]",
                json.path("workloads").path(0).path("verdict").stringValue());
        assertEquals(RichRun.RING.id(), ring.path("cell").stringValue());
        assertEquals(3.3e6, ring.path("ops_per_second").doubleValue());
        assertTrue(ring.path("p99_99_ns").isNull());
        assertEquals(3, json.path("failures").size());
        assertEquals(1, json.path("skipped").size());
    }

    @Test
    void aFormatIsFoundByItsNameAndAWrongOneIsToldTheNames() {
        assertEquals(Format.MARKDOWN, Format.named("markdown"));
        String message = assertThrows(IllegalArgumentException.class, () -> Format.named("pdf"))
                .getMessage();
        assertEquals("format is \"pdf\", but must be one of text, markdown, csv, long, json, html", message);
    }
}
