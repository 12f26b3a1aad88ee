// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.duality.results.laws.Fit;
import dev.duality.results.laws.Laws;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        assertTrue(
                rows.contains("\n4 7.5 1.60 [1.60, 1.60] 0.40 [0.40, 0.40] 0.500 [0.500, 0.500] 2.50 0 % 0 %\n"), text);
        assertTrue(text.contains("Amdahl: serial part s = 0.500 [0.500, 0.500]; S_inf = 2.00 [2.00, 2.00]. "), text);
        assertTrue(
                text.contains(
                        "Karp-Flatt: e goes from 0.500 to 0.500, which is flat within the points' scatter: a serial part of 0.500."),
                text);
        assertTrue(
                text.contains("Gustafson: if the shared part grew with n, it would be sped up 4.50 times at n = 8."));
        assertTrue(text.contains("contention alpha = 0.500 [0.500, 0.500]; coherence beta = 0 [0, "), text);
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

    private static LawsReport of(Quantity quantity, Fit fit, double[] n, double... values) {
        List<Series.Point> points = new ArrayList<>();
        for (int i = 0; i < n.length; i++) {
            points.add(new Series.Point(n[i], n[i], new TreeMap<>(Map.of(1, values[i]))));
        }
        return new LawsReport(
                List.of(Laws.of(new Series("x", quantity, points, Optional.empty(), OptionalInt.empty()), fit, 1)));
    }

    private static double[] from1To(int most) {
        return IntStream.rangeClosed(1, most).asDoubleStream().toArray();
    }

    private static String figure(JsonNode series, String law, String figure) {
        return series.path("figures")
                .valueStream()
                .filter(one -> one.path("law").stringValue("").equals(law)
                        && one.path("figure").stringValue("").equals(figure))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    @Test
    void aSmallBetaIsANumberAndTheFitIsNamed() {
        double[] n = {1, 18, 36, 72, 108, 144, 216};
        double[] scripts = {64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2};
        String log = of(Quantity.THROUGHPUT, Fit.LOG, n, scripts).render(Format.TEXT, 4_000);
        LawsReport published = of(Quantity.THROUGHPUT, Fit.LINEAR, n, scripts);
        String linear = published.render(Format.TEXT, 4_000);

        assertTrue(log.contains("coherence beta = 0.000115 ["), log);
        assertTrue(
                log.contains(" Fitted to the logarithms of throughput; published coefficients are mostly of throughput"
                        + " as it is (duality laws --fit linear)."),
                log);
        assertTrue(linear.contains("alone gamma = 90.0 ["), linear);
        assertTrue(linear.contains("contention alpha = 0.0277 ["), linear);
        assertTrue(linear.contains("coherence beta = 0.000104 ["), linear);
        assertTrue(linear.contains(" Fitted to throughput as it is, as published coefficients are."), linear);
        assertTrue(published.render(Format.MARKDOWN, 0).contains("Fitted to throughput as it is"));
        assertTrue(published
                .render(Format.CSV, 0)
                .lines()
                .anyMatch(row ->
                        row.startsWith("x,usl,beta,,,0.000104") && row.endsWith(",fitted to throughput as it is")));
        JsonNode json = JsonMapper.builder().build().readTree(published.render(Format.JSON, 0));
        assertTrue(
                figure(json.path("series").path(0), "usl", "beta").contains("fitted to throughput as it is"),
                json::toString);
    }

    @Test
    void theVerdictOnKarpAndFlattsSerialPartIsTheSameInAllFormats() {
        LawsReport rises =
                of(Quantity.SECONDS, Fit.LOG, from1To(8), 100, 53.5, 38.3333, 31, 26.8, 24.1667, 22.4286, 21.25);
        LawsReport negative = of(Quantity.SECONDS, Fit.LOG, new double[] {1, 2, 4, 8, 16}, 100, 48, 23.2, 11.4, 5.9);

        String text = rises.render(Format.TEXT, 4_000);
        assertTrue(
                text.contains("Karp-Flatt: e rises from 0.0700 to 0.100, by 0.00500 [0.00500, 0.00500] with each n:"
                        + " overhead that grows with n."),
                text);
        assertTrue(rises.render(Format.CSV, 0).contains(",rising\n"));
        String below = negative.render(Format.TEXT, 4_000);
        assertTrue(
                below.contains("Karp-Flatt: e is negative, from -0.0400 to -0.00373: superlinear, no serial part was"
                        + " seen; more threads do more than their number, such as by having more cache together."),
                below);
        assertTrue(negative.render(Format.MARKDOWN, 0).contains("superlinear, no serial part was seen"));
        assertTrue(negative.render(Format.CSV, 0).contains(",superlinear\n"));
        JsonNode json = JsonMapper.builder().build().readTree(negative.render(Format.JSON, 0));
        assertTrue(figure(json.path("series").path(0), "karp-flatt", "change").contains("superlinear"));
        assertTrue(figure(json.path("series").path(0), "karp-flatt", "slope").contains("low"));
    }

    @ParameterizedTest
    @EnumSource(Fit.class)
    void whatFallsOnNoLineHasNoSerialPartAndAmdahlIsFittedTheSameWay(Fit fit) {
        String text = of(Quantity.SECONDS, fit, new double[] {1, 2, 4, 8, 16, 32}, 100, 60, 36, 20, 10.5, 5.4)
                .render(Format.TEXT, 4_000);

        assertTrue(
                text.contains("Karp-Flatt: e falls from 0.200 to 0.0235, in no straight line: more threads have less in"
                        + " their way."),
                text);
        assertTrue(text.contains(" Fitted to relative errors of times, whatever --fit says."), text);
        assertFalse(text.contains("a serial part of"), text);
    }

    @Test
    void whatIsSuperlinearInPartIsSaid() {
        String text = of(Quantity.SECONDS, Fit.LOG, from1To(6), 100, 46, 32, 27, 25, 25)
                .render(Format.TEXT, 4_000);

        assertTrue(text.contains(" It is negative, superlinear, at n = 2, 3."), text);
    }

    @Test
    void fractionalNAreShownAsTheyWereGiven() {
        LawsReport report = of(
                Quantity.THROUGHPUT,
                Fit.LOG,
                new double[] {0.312, 0.566, 1.04, 1.93, 2.71, 3.64},
                2.20,
                2.67,
                5.1,
                8.2,
                9.9,
                11.0);

        String text = report.render(Format.TEXT, 4_000);
        assertTrue(text.contains("\n0.312 "), text);
        assertTrue(text.contains("\n1.93 "), text);
        assertTrue(report.render(Format.CSV, 0).contains("x,usl,residual,3.64,3.64,"));
        assertTrue(report.render(Format.JSON, 0).contains("\"n\" : 0.312"));
    }

    /// Within what a file may hold, and further apart than any law can be.
    @ParameterizedTest
    @EnumSource(Fit.class)
    void pointsThatLieTooFarApartEndInNoStackTrace(Fit fit) {
        LawsReport once = of(Quantity.SECONDS, fit, new double[] {1, 2, 4, 8}, 1e15, 1e-15, 1e15, 1e-15);
        LawsReport atOnce = of(Quantity.THROUGHPUT, fit, new double[] {1e-6, 2, 4, 999_999}, 1e-15, 1e15, 1e-15, 1e15);

        for (LawsReport report : List.of(once, atOnce)) {
            for (Format format : List.of(Format.TEXT, Format.MARKDOWN, Format.CSV, Format.JSON)) {
                String text = report.render(format, 200);
                assertFalse(text.contains("NaN") || text.contains("Infinity"), text);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTML")
    void aNameIsNoCommandAndNoFormula(Format format) {
        String hostile = "=1+1|<b>\u001b[31m\u202e\u0007\u2028";
        String report = new LawsReport(List.of(Laws.of(amdahl(hostile, OptionalInt.empty()), 1))).render(format, 80);

        assertFalse(report.matches("(?s).*[\\p{Cc}&&[^\\n]].*|(?s).*[\\p{Cf}\u2028].*"), report);
        assertFalse(report.lines()
                .anyMatch(line -> (format == Format.CSV || format == Format.LONG) && line.startsWith("=")));
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
