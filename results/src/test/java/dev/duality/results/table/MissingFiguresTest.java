// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.FloorProbes;
import dev.duality.results.Load;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.finding.Findings;
import dev.duality.results.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A row of which a load has no figures says why, in the row, in every format.
class MissingFiguresTest {
    private static final double FLOOR = 200;

    /// The outcomes of a closed loop, and what the row says of each.
    enum Closed {
        MOVED(FLOOR, 900, "no figures of the closed loop: the machine moved during all of it", ""),
        ELSEWHERE(900, 900, "no figures of the closed loop: all of it ran in another regime", ""),
        TOO_QUICK(FLOOR, FLOOR, "closed loop: sanity bound broken", "FAIL"),
        NOT_THERE(0, 0, "no figures of the closed loop: the run has none", "");

        private final double before;
        private final double after;
        private final String says;
        private final String grade;

        Closed(double before, double after, String says, String grade) {
            this.before = before;
            this.after = after;
            this.says = says;
            this.grade = grade;
        }

        private double opsPerSecond() {
            return this == TOO_QUICK ? 1e9 : 1e6;
        }
    }

    private static final Cell BARE = Samples.cell("rpc", "messaging:ring", 1, 1);
    private static final Cell RING = new Cell(
            BARE.id(),
            BARE.workload(),
            BARE.substrate(),
            BARE.rowClass(),
            1,
            1,
            false,
            BARE.waits(),
            0,
            1,
            BARE.params(),
            List.of(new Load.Closed(), new Load.Open(OptionalDouble.of(5_000)), new Load.Job(1_000)),
            BARE.contract(),
            OptionalDouble.of(4));

    private static Findings findings(Closed closed) {
        Run run = Samples.withFloors(Samples.run(2, List.of(RING)), FLOOR, FLOOR, FLOOR);
        for (int fork = 1; fork <= 6; fork++) {
            Outcome outcome = new Outcome.Measured(
                    List.of(0, 1),
                    closed == Closed.NOT_THERE
                            ? Optional.empty()
                            : Optional.of(Samples.closed(
                                    closed.opsPerSecond(),
                                    1,
                                    Samples.usage(),
                                    Optional.of(new FloorProbes(closed.before, closed.after)))),
                    List.of(),
                    Optional.of(Samples.job(1_000, 0.1)));
            run = run.with(new CellRecord(RING.id(), fork, 1, Samples.START, Samples.START, outcome, List.of()));
        }
        return Findings.of(run, _ -> new Histogram(3));
    }

    private static String report(Closed closed, Format format) {
        return new Report(findings(closed)).render(format, 400);
    }

    /// The lines of the row with the job, which is there.
    private static String withJob(String text, String start) {
        return text.lines()
                .filter(line -> line.startsWith(start) && line.contains("0.1"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(text));
    }

    /// The footnotes in a row, by what stands below the table.
    private static void assertNoted(String row, String report, String said) {
        boolean noted = Pattern.compile("\\(([0-9,]+)\\)")
                .matcher(row)
                .results()
                .flatMap(mark -> Pattern.compile(",").splitAsStream(mark.group(1)))
                .anyMatch(mark -> report.contains("(" + mark + ") " + said));
        assertTrue(noted, () -> row + "\n" + said + "\n" + report);
    }

    @ParameterizedTest
    @EnumSource(Closed.class)
    void theTextHasItsMarkInTheRow(Closed closed) {
        String text = report(closed, Format.TEXT);

        assertNoted(withJob(text, "messaging:ring"), text, closed.says.replace("closed loop: sanity", "sanity"));
    }

    @ParameterizedTest
    @EnumSource(Closed.class)
    void markdownHasItsMarkInTheRow(Closed closed) {
        String text = report(closed, Format.MARKDOWN);

        assertNoted(
                withJob(text, "| rpc | messaging:ring"), text, closed.says.replace("closed loop: sanity", "sanity"));
    }

    @ParameterizedTest
    @EnumSource(Closed.class)
    void csvHasItInTheRow(Closed closed) {
        List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(report(closed, Format.CSV)).stream()
                .filter(row -> !row.getField("job_seconds").isEmpty())
                .toList();

        assertEquals(1, rows.size());
        NamedCsvRecord row = rows.getFirst();
        String said = row.getField("notes") + "; " + row.getField("failed_because");
        assertTrue(said.contains(closed.says), said);
        assertTrue(said.contains("no figures of the open loop at 5,000/s: the run has none"), said);
        assertEquals("", row.getField("ops_per_second"));
        assertEquals(closed.grade, row.getField("grade"));
        assertEquals("A", row.getField("job_grade"));
    }

    @ParameterizedTest
    @EnumSource(Closed.class)
    void thePageHasItInTheLineThatIsNotOpened(Closed closed) {
        String page = report(closed, Format.HTML);
        String lines = Pattern.compile("<summary>(.*?)</summary>", Pattern.DOTALL)
                .matcher(page.substring(page.indexOf("id=\"rows\"")))
                .results()
                .map(line -> line.group(1) + "\n")
                .reduce("", String::concat);

        assertTrue(lines.contains(closed.says), lines);
        assertTrue(lines.contains("no figures of the open loop at 5,000/s: the run has none"), lines);
    }
}
