// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.duality.results.AnyRun;
import dev.duality.results.finding.Findings;
import dev.duality.results.report.Report;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// The properties that hold for the reports of every run. A name shows the seed that fails: put it into `seeds`.
class AnyReportTest {
    private static final int CASES = 20; // of one seed
    private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!]");
    private static final Pattern FORMULA = Pattern.compile("^[=@]|^[+-](?![0-9.]+(E[+-]?[0-9]+)?$)");
    private static final Pattern ADDRESS = Pattern.compile("://|www\\.", Pattern.CASE_INSENSITIVE);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRunHasAReportInEveryFormatAndNothingOfItIsACommandOrMarkup(long seed) {
        for (long each : new SplittableRandom(seed).longs(CASES).toArray()) {
            AnyRun any = AnyRun.of(each);
            Report report = new Report(Findings.of(any.run(), any::histogram));
            for (Format format : Format.values()) {
                String text = assertGiven(report, format, each);
                assertInert(text, "run " + each + " as " + format);
            }
            String markdown = report.render(Format.MARKDOWN, 160);
            assertFalse(TAG.matcher(markdown).find(), () -> "run " + each + ": " + markdown);
            assertFalse(ADDRESS.matcher(markdown).find(), () -> "run " + each + ": " + markdown);
            assertRectangular(report.render(Format.CSV, 160), each);
            assertRectangular(report.render(Format.LONG, 160), each);
            assertEquals(
                    any.run().status() == dev.duality.results.Status.COMPLETE,
                    JsonMapper.shared()
                            .readTree(report.render(Format.JSON, 160))
                            .path("complete")
                            .booleanValue());
        }
    }

    private static String assertGiven(Report report, Format format, long each) {
        try {
            return report.render(format, format == Format.TEXT ? 60 + Math.floorMod(each, 200) : 160);
        } catch (RuntimeException e) {
            throw new AssertionError("run " + each + " has no report as " + format + ": " + e, e);
        }
    }

    private static void assertInert(String text, String which) {
        text.codePoints()
                .filter(c -> !isHarmless(c))
                .findFirst()
                .ifPresent(c -> fail("%s sends U+%04X to the terminal: %s"
                        .formatted(
                                which,
                                c,
                                text.lines()
                                        .filter(line -> line.indexOf(c) >= 0)
                                        .findFirst()
                                        .orElse(text))));
    }

    private static void assertRectangular(String csv, long each) {
        var rows = CsvReader.builder().ofCsvRecord(csv).stream().toList();
        int width = rows.getFirst().getFieldCount();
        assertEquals(
                width, Set.copyOf(rows.getFirst().getFields()).size(), () -> "run " + each + ": " + rows.getFirst());
        rows.forEach(row -> assertEquals(width, row.getFieldCount(), () -> "run " + each + ": " + row));
        rows.forEach(row -> row.getFields()
                .forEach(field -> assertFalse(FORMULA.matcher(field).find(), field)));
    }

    private static boolean isHarmless(int c) {
        return c == '\n' || !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
    }
}
