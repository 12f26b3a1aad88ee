// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.duality.results.laws.Laws;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.Series;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LawsReportTest {
    private static final LawsReport REPORT = new LawsReport(
            List.of(Laws.of(amdahl("half", OptionalInt.empty()), 1), Laws.of(amdahl("small", OptionalInt.of(2)), 1)));

    private static Series amdahl(String name, OptionalInt cores) {
        List<Series.Point> points = IntStream.of(1, 2, 4, 8)
                .mapToObj(n -> new Series.Point(n, n, forks(6 + 6.0 / n)))
                .toList();
        return new Series(name, Quantity.SECONDS, points, Optional.empty(), cores);
    }

    private static SortedMap<Integer, Double> forks(double value) {
        SortedMap<Integer, Double> forks = new TreeMap<>();
        for (int fork = 1; fork <= 5; fork++) {
            forks.put(fork, value);
        }
        return forks;
    }

    @Test
    void theTextHasATableForEachSeriesAndWhatTheLawsSayOfIt() {
        String text = REPORT.render(Format.TEXT, 200);

        String rows = text.replaceAll(" +", " ");
        assertTrue(rows.contains("half:\n\nn seconds S_n efficiency e scaled S_n off Amdahl off USL\n"), text);
        assertTrue(rows.contains("\n4 7.5 1.60 [1.60, 1.60] 0.40 [0.40, 0.40] 0.50 [0.50, 0.50] 2.50 0 % 0 %\n"), text);
        assertTrue(text.contains("Amdahl: serial part s = 0.50 [0.50, 0.50]; S_inf = 2.00 [2.00, 2.00]. "), text);
        assertTrue(text.contains("Karp-Flatt: e goes from 0.50 to 0.50, which is flat: a serial part."), text);
        assertTrue(
                text.contains("Gustafson: if the shared part grew with n, it would be sped up 4.50 times at n = 8."));
        assertTrue(text.contains("contention alpha = 0.50 [0.50, 0.50]; coherence beta = 0 [0, "), text);
        assertTrue(text.contains("COST: 2 threads beat its own n = 1."), text);
    }

    @Test
    void whatACoreIsMissingForIsMarkedAndNotFitted() {
        String text = REPORT.render(Format.TEXT, 200);
        String small = text.substring(text.indexOf("small:"));

        assertTrue(small.contains("\n4 *"), small);
        assertTrue(small.contains("* more threads than the 2 cores: this measures the scheduler, and is in no fit."));
        assertTrue(small.contains("Amdahl: inconclusive: 2 thread counts fit the 2 cores, and a law needs 4."));
        assertFalse(small.contains("off USL"), small);
    }

    @Test
    void theCsvHasARowForEachFigure() {
        List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(REPORT.render(Format.CSV, 0)).stream()
                .toList();

        NamedCsvRecord s = rows.stream()
                .filter(row -> row.getField("law").equals("amdahl")
                        && row.getField("figure").equals("s"))
                .findFirst()
                .orElseThrow();
        assertEquals(0.5, Double.parseDouble(s.getField("value")), 1e-9);
        assertEquals("half", s.getField("series"));
        assertEquals(
                List.of("1", "2", "4", "8"),
                rows.stream()
                        .filter(row -> row.getField("series").equals("small")
                                && row.getField("figure").equals("efficiency"))
                        .map(row -> row.getField("n"))
                        .toList());
        assertTrue(rows.stream()
                .anyMatch(row -> row.getField("series").equals("small")
                        && row.getField("law").equals("usl")
                        && row.getField("value").isEmpty()
                        && row.getField("note").startsWith("inconclusive: 2 thread counts fit")));
    }

    @Test
    void theJsonHasTheSameFigures() {
        JsonNode json = JsonMapper.builder().build().readTree(REPORT.render(Format.JSON, 0));

        assertEquals(1, json.path("laws").intValue());
        JsonNode half = json.path("series").path(0);
        assertEquals("own", half.path("base").stringValue());
        assertEquals(
                2.0,
                half.path("figures")
                        .valueStream()
                        .filter(figure -> figure.path("figure").stringValue("").equals("s_inf"))
                        .findFirst()
                        .orElseThrow()
                        .path("value")
                        .doubleValue(),
                1e-9);
        assertEquals(2, json.path("series").path(1).path("cores").intValue());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTML")
    void aNameCommandsNoTerminalAndBreaksNoLine(Format format) {
        String hostile = "a\u001b[2Jb\nc|<b>";
        String report = new LawsReport(List.of(Laws.of(amdahl(hostile, OptionalInt.empty()), 1))).render(format, 80);

        assertFalse(report.contains("\u001b"), report);
        assertFalse(report.contains("b\nc"), report);
    }
}
