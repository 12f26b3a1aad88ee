// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.duality.results.Cell;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The heads of tables, of a run that measured all three loads on one side while the other one failed.
class ColumnTitlesTest {
    private static final Cell LOCK = Samples.cell("rpc", "shm:lock", 2, 0);
    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);

    @TempDir
    private Path temporary;

    private Findings findings;

    @BeforeEach
    void measure() {
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING)), 200, 200, 200);
        RunFolder folder = RunFolder.create(temporary.resolve("run"), run);
        Histogram nanos = new Histogram(3);
        for (int i = 0; i < 100_000; i++) {
            nanos.recordValue(100 + i % 900);
        }
        for (int fork = 1; fork <= 6; fork++) {
            OpenLoop open = Samples.open(100_000, 99_990, nanos, folder.addHistogram(LOCK, fork, 100_000, nanos));
            folder.add(Samples.record(
                    LOCK,
                    fork,
                    new Outcome.Measured(
                            List.of(0, 1),
                            Optional.of(Samples.closed(1e6, 2)),
                            List.of(open),
                            Optional.of(Samples.job(1_000, 0.1)))));
            folder.add(Samples.record(RING, fork, new Outcome.Failed("it threw", Optional.empty())));
        }
        findings = Findings.of(folder);
    }

    @Test
    void noTwoColumnsHaveOneTitle() {
        List<String> titles = MarkdownReport.of(findings)
                .lines()
                .filter(line -> line.startsWith("| workload |"))
                .flatMap(line -> Arrays.stream(line.split("\\|")))
                .map(String::strip)
                .filter(title -> !List.of("", "workload", "substrate", "w+s").contains(title))
                .toList();

        assertEquals(titles.size(), new HashSet<>(titles).size(), titles.toString());
        assertEquals(
                List.of("grade", "job grade", "open loop grade"),
                titles.stream().filter(title -> title.endsWith("grade")).toList());
    }

    @Test
    void theClassIsNoTableByItself() {
        for (int columns = 40; columns <= 200; columns += 10) {
            String text = TextReport.of(findings, columns, false);

            assertFalse(text.lines().anyMatch(line -> line.matches("substrate +w\\+s +class")), columns + ":\n" + text);
        }
    }

    /// A grade is that of two rows; of few rounds their ratio is none the better for it.
    @Test
    void aRatioOfTooFewRoundsHasNoGradeOfItsOwn() {
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING)), 200, 200, 200);
        Run few = Samples.withForks(Samples.withForks(run, LOCK, 4e6, 4e6), RING, 2e6, 2e6);
        Run enough = Samples.withForks(
                Samples.withForks(run, LOCK, 4e6, 4e6, 4e6, 4e6, 4e6, 4e6), RING, 2e6, 2e6, 2e6, 2e6, 2e6, 2e6);

        String ofFew = digest("few", few);
        String ofEnough = digest("enough", enough);

        assertEquals(
                "| rows A, ratio open |",
                ofFew.substring(ofFew.lastIndexOf("| rows")).strip());
        assertEquals("| A |", ofEnough.substring(ofEnough.lastIndexOf("| A")).strip());
        assertFalse(ofFew.contains("| regime |"), "it met one machine");
    }

    /// A host that moved: what is told is told with the machine that it was measured on.
    @Test
    void aRunThatMetTwoMachinesSaysOfEachLineOnWhich() {
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING)), 200, 200, 200);
        for (int fork = 1; fork <= 12; fork++) {
            double floor = fork <= 7 ? 200 : 900;
            Optional<FloorProbes> probes = Optional.of(new FloorProbes(floor, floor));
            run = run.with(
                    Samples.record(LOCK, fork, Samples.measured(Samples.closed(4e6, 2, Samples.usage(), probes))));
            run = run.with(
                    Samples.record(RING, fork, Samples.measured(Samples.closed(2e6, 1, Samples.usage(), probes))));
        }

        String digest = digest("two", run);

        assertEquals(
                "| rpc, window 1 alone | near | shm:lock 2+0, the only one | 4,000,000 ops/s | messaging:ring 1+1, the only one"
                        + " | 2,000,000 ops/s | 2.00 x \\[2.00, 2.00\\];"
                        + " far: 2.00 x \\[2.00, 2.00\\] (5 and 5 forks) |  |  | A |",
                digest.lines()
                        .filter(line -> line.startsWith("| rpc"))
                        .findFirst()
                        .orElseThrow());
    }

    private String digest(String name, Run run) {
        return new HeadlineTable(Findings.of(RunFolder.create(temporary.resolve(name), run))).markdown(List.of());
    }
}
