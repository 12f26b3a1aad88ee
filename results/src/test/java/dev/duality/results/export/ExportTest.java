// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.folder.RunUnwritable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);
    private static final Cell DIRECT = Samples.cell("rpc", "shm:direct", 2, 0);

    @TempDir
    private Path temporary;

    @Test
    void theDistributionHoldsAllForksAndNamesItsUnit() {
        Export export = Export.of(planted());

        String text = export.files().get("rpc-messaging_ring-w1.100000-per-second.ns.hgrm");
        assertTrue(text.contains("Total count    =         2000]"), text);
        assertTrue(text.lines().anyMatch(line -> line.strip().startsWith("1999.000 1.000000000000")), text);
    }

    /// A round of the ring: latencies from `from` ns on, between two probes of the floor.
    private static void add(RunFolder folder, Cell cell, int fork, int attempt, int from, FloorProbes probes) {
        Histogram nanos = latencies(from);
        OpenLoop loop = Samples.open(
                100_000,
                99_990,
                nanos,
                folder.addHistogram(cell, fork, attempt, 100_000, nanos),
                Samples.usage(),
                Optional.of(probes));
        folder.add(new CellRecord(
                cell.id(),
                fork,
                attempt,
                Samples.START,
                Samples.START,
                new Outcome.Measured(List.of(), Optional.empty(), List.of(loop), Optional.empty()),
                List.of()));
    }

    private static List<String> distributions(Export export) {
        return export.files().keySet().stream()
                .filter(name -> name.endsWith(".hgrm"))
                .toList();
    }

    @Test
    void aLoadThatWasSetAsideIsInNoDistribution() {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING, DIRECT)));
        add(folder, RING, 1, 1, 2_000_000, new FloorProbes(250, 900));
        add(folder, RING, 1, 2, 1000, new FloorProbes(250, 250));
        add(folder, RING, 2, 1, 2_000_000, new FloorProbes(900, 250));
        add(folder, DIRECT, 1, 1, 1000, new FloorProbes(250, 900));

        Export export = Export.of(folder);

        assertEquals(List.of("rpc-messaging_ring-w1.100000-per-second.ns.hgrm"), distributions(export));
        String text = export.files().get("rpc-messaging_ring-w1.100000-per-second.ns.hgrm");
        assertTrue(text.contains("Total count    =         1000]"), text);
        assertTrue(text.lines().anyMatch(line -> line.strip().startsWith("1999.000 1.000000000000")), text);
    }

    private static Stream<NamedCsvRecord> longRows(Export export) {
        return CsvReader.builder().ofNamedCsvRecord(export.files().get(Export.LONG)).stream();
    }

    /// The first that did not move counts: one after it is as good, and no figure of the report has it.
    @Test
    void theAttemptThatCountsIsToldFromTheOthers() {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));
        FloorProbes still = new FloorProbes(250, 250);
        add(folder, RING, 1, 1, 1000, new FloorProbes(250, 900));
        add(folder, RING, 1, 2, 1000, still);
        add(folder, RING, 1, 3, 1000, still);
        add(folder, RING, 2, 1, 1000, still);
        add(folder, RING, 2, 2, 1000, still);
        add(folder, RING, 3, 1, 1000, new FloorProbes(2000, 2000));

        assertEquals(
                List.of(
                        "1.1 true false",
                        "1.2 false true",
                        "1.3 false false",
                        "2.1 false true",
                        "2.2 false false",
                        "3.1 false false"),
                longRows(Export.of(folder))
                        .filter(row -> row.getField("statistic").equals("achieved_per_second"))
                        .map(row -> row.getField("fork") + "." + row.getField("attempt") + " " + row.getField("moved")
                                + " " + row.getField("counts"))
                        .toList());
    }

    @Test
    void eachRegimeHasADistributionOfItsOwn() {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));
        for (int fork = 1; fork <= 12; fork++) {
            double floor = fork <= 6 ? 250 : 900;
            add(folder, RING, fork, 1, fork <= 6 ? 1000 : 3000, new FloorProbes(floor, floor));
        }

        Export export = Export.of(folder);

        assertEquals(
                List.of(
                        "rpc-messaging_ring-w1.100000-per-second~near.ns.hgrm",
                        "rpc-messaging_ring-w1.100000-per-second~far.ns.hgrm"),
                distributions(export));
        for (String text : distributions(export)) {
            assertTrue(export.files().get(text).contains("Total count    =         6000]"), text);
        }
    }

    /// One failed fork is enough: the report has no row of the cell, since the others are the lucky ones.
    @Test
    void aCellThatFailedIsInNoFileOfFigures() {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING, DIRECT)));
        add(folder, RING, 1, 1, 1000, new FloorProbes(250, 250));
        folder.add(Samples.record(RING, 2, new Outcome.Failed("lost a message", Optional.empty())));
        folder.add(Samples.record(DIRECT, 1, Samples.measured(Samples.closed(100, 2))));
        folder.add(Samples.record(DIRECT, 2, new Outcome.Failed("lost a message", Optional.empty())));

        Export export = Export.of(folder);

        assertEquals(List.of(), distributions(export));
        assertEquals("[ ]\n", export.files().get(Export.JMH));
        assertEquals(
                List.of("false"),
                longRows(export).map(row -> row.getField("counts")).distinct().toList());
    }

    @Test
    void hdrHistogramsOwnProcessorGivesTheSameDistribution() throws IOException, InterruptedException {
        RunFolder folder = planted();
        Path log = folder.path().resolve("histograms").resolve("rpc-messaging_ring-w1.fork1.100000-per-second.ns.hlog");
        Path out = temporary.resolve("processed");

        Thread processor = new HistogramLogProcessor(
                new String[] {"-i", log.toString(), "-o", out.toString(), "-outputValueUnitRatio", "1"});
        processor.start();
        processor.join();

        String[] processed = Files.readString(Path.of(out + ".hgrm")).split("\n", 2);
        assertTrue(processed[0].startsWith("#[Overall percentile distribution"), processed[0]);
        assertEquals(Export.distribution(List.of(latencies(0))), processed[1]);
    }

    /// As HdrHistogram's own tools see when it was: the log is of one interval, which began when the fork did.
    @Test
    void hdrHistogramsOwnReaderAndProcessorSeeWhenItWas() throws IOException, InterruptedException {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));
        Histogram nanos = latencies(0);
        nanos.setStartTimeStamp(1_795_894_877_874L);
        nanos.setEndTimeStamp(1_795_894_879_876L);
        Path log = folder.path().resolve("histograms").resolve(folder.addHistogram(RING, 1, 100_000, nanos));

        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            EncodableHistogram interval = reader.nextIntervalHistogram();
            assertEquals(1_795_894_877_874L, interval.getStartTimeStamp());
            assertEquals(1_795_894_879_876L, interval.getEndTimeStamp());
            assertEquals(1_795_894_877.874, reader.getStartTimeSec());
            assertNull(reader.nextIntervalHistogram(), "one interval");
        }
        Path out = temporary.resolve("processed");
        Thread processor = new HistogramLogProcessor(
                new String[] {"-i", log.toString(), "-o", out.toString(), "-outputValueUnitRatio", "1", "-csv"});
        processor.start();
        processor.join();

        List<String> lines = Files.readAllLines(out).stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("\""))
                .toList();
        assertEquals(1, lines.size(), lines.toString());
        String[] fields = lines.getFirst().split(",");
        assertEquals(2.002, Double.parseDouble(fields[0]), "seconds from its base to the interval's end");
        assertEquals(1000, Double.parseDouble(fields[1]), "latencies");
    }

    @Test
    void anExportOverwritesNothing() throws IOException {
        Path out = Files.createDirectory(temporary.resolve("out"));
        Files.writeString(out.resolve("mine"), "kept");
        Export export = Export.of(planted());

        RunUnwritable refusal = assertThrows(RunUnwritable.class, () -> export.write(out));

        assertTrue(refusal.getMessage().contains("not empty"), refusal.getMessage());
        assertEquals(List.of("mine"), List.of(out.toFile().list()));
    }

    /// But for what would be put there.
    @Test
    void aTargetThatIsThereIsRefusedInTheWordsOfARun() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        Files.createFile(Files.createDirectory(temporary.resolve("full")).resolve("mine"));

        for (Path there : List.of(file, temporary.resolve("full"))) {
            String run = assertThrows(RunUnwritable.class, () -> RunFolder.requireFree(there))
                    .getMessage();
            String export = assertThrows(RunUnwritable.class, () -> Export.requireFree(there))
                    .getMessage();

            assertEquals(run.replace("keep the run in", "export to").replace("a run over", "an export over"), export);
            assertTrue(export.startsWith("cannot export to " + there + ": "), export);
            assertTrue(export.endsWith(" with --out"), export);
        }
    }

    private RunFolder planted() {
        Run run = Samples.run(2, List.of(DIRECT, RING));
        RunFolder folder = RunFolder.create(temporary.resolve("run"), run);
        for (int fork = 1; fork <= 3; fork++) {
            folder.add(Samples.record(DIRECT, fork, Samples.measured(Samples.closed(fork * 100, 2))));
        }
        for (int fork = 1; fork <= 2; fork++) {
            Histogram nanos = latencies((fork - 1) * 1000);
            OpenLoop loop = Samples.open(100_000, 99_990, nanos, folder.addHistogram(RING, fork, 100_000, nanos));
            folder.add(Samples.record(
                    RING, fork, new Outcome.Measured(List.of(), Optional.empty(), List.of(loop), Optional.empty())));
        }
        return folder;
    }

    private static Histogram latencies(int from) {
        Histogram nanos = new Histogram(3);
        for (int i = 0; i < 1000; i++) {
            nanos.recordValue(from + i);
        }
        return nanos;
    }
}
