// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Figure;
import dev.duality.results.FixedJob;
import dev.duality.results.Floor;
import dev.duality.results.FloorProbes;
import dev.duality.results.Load;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.ParameterValue;
import dev.duality.results.RowClass;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);

    @TempDir
    Path temporary;

    @Test
    void aRunThatHasEverythingComesBackAsItWas() {
        Run run = full();
        RunFolder.create(temporary.resolve("run"), run);

        assertEquals(run, RunFolder.open(temporary.resolve("run")).run());
    }

    @Test
    void writingTheSameRunTwiceGivesTheSameBytes() throws IOException {
        RunFolder first = RunFolder.create(temporary.resolve("first"), full());
        RunFolder.create(
                temporary.resolve("second"), RunFolder.open(first.path()).run());

        assertEquals(-1, Files.mismatch(temporary.resolve("first/run.json"), temporary.resolve("second/run.json")));
    }

    @Test
    void whatWasAddedIsOnTheDisk() {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));
        folder.add(Samples.floor(Floor.When.BEFORE, 250));
        folder.add(Samples.record(RING, 1, Samples.measured(Samples.closed(3e6, 1))));
        folder.finish(Status.COMPLETE, Samples.START.plusSeconds(60));

        Run read = RunFolder.open(folder.path()).run();

        assertEquals(folder.run(), read);
        assertEquals(Status.COMPLETE, read.status());
        assertEquals(1, read.records().size());
        assertEquals(1, read.floors().size());
    }

    @Test
    void theRunsOwnFileMayBeNamedInPlaceOfItsFolder() {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), full());

        assertEquals(
                folder.run(), RunFolder.open(folder.path().resolve("run.json")).run());
    }

    @Test
    void anotherRunIsNeverOverwritten() throws IOException {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), full());
        byte[] before = Files.readAllBytes(folder.path().resolve("run.json"));

        RunUnwritable refusal =
                assertThrows(RunUnwritable.class, () -> RunFolder.create(folder.path(), Samples.run(2, List.of(RING))));

        assertTrue(refusal.getMessage().contains("not empty"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("--out"), refusal.getMessage());
        assertEquals(before.length, Files.size(folder.path().resolve("run.json")));
    }

    @Test
    void aFolderThatIsThereButEmptyIsUsed() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));

        RunFolder.create(empty, full());

        assertTrue(Files.isRegularFile(empty.resolve("run.json")));
    }

    @Test
    void aFolderUnderAFileIsUnwritableInOneLine() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        RunUnwritable refusal = assertThrows(RunUnwritable.class, () -> RunFolder.create(file.resolve("run"), full()));

        assertEquals(1, refusal.getMessage().lines().count());
        assertTrue(refusal.getMessage().contains("--out"), refusal.getMessage());
    }

    @Test
    void aFileInPlaceOfTheFolderIsUnwritableInOneLine() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        RunUnwritable refusal = assertThrows(RunUnwritable.class, () -> RunFolder.create(file, full()));

        assertEquals(1, refusal.getMessage().lines().count());
        assertTrue(refusal.getMessage().contains("is a file"), refusal.getMessage());
    }

    @Test
    void theSystemsReasonIsPartOfTheLine() {
        Path file = temporary.resolve("x".repeat(300));

        String message = assertThrows(RunUnwritable.class, () -> RunFolder.create(file, full()))
                .getMessage();

        assertTrue(message.contains(": file name too long; give a folder"), message);
    }

    @Test
    void aHistogramComesBackWithEveryCount() {
        Histogram nanos = latencies(20_000);
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));

        String name = folder.addHistogram(RING, 1, 100_000, nanos);
        OpenLoop loop = Samples.open(100_000, 99_990, nanos, name);

        assertEquals("rpc-messaging_ring-w1.fork1.100000-per-second.ns.hlog", name);
        assertEquals(nanos, RunFolder.open(folder.path()).histogram(loop));
    }

    @Test
    void hdrHistogramsOwnReaderReadsTheFile() throws IOException {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));
        Histogram nanos = latencies(20_000);

        String name = folder.addHistogram(RING, 1, 100_000, nanos);

        try (HistogramLogReader reader = new HistogramLogReader(
                folder.path().resolve("histograms").resolve(name).toFile())) {
            Histogram read = (Histogram) reader.nextIntervalHistogram();
            assertEquals(nanos, read);
            assertEquals(0, read.getStartTimeStamp());
            assertNull(reader.nextIntervalHistogram());
        }
    }

    @Test
    void aHistogramKeepsItsTimesAndTheFileSaysWhatItHolds() throws IOException {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));
        Histogram nanos = latencies(20_000);
        nanos.setStartTimeStamp(7_000);
        nanos.setEndTimeStamp(9_500);

        Path file = folder.path().resolve("histograms").resolve(folder.addHistogram(RING, 1, 100_000, nanos));

        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            Histogram read = (Histogram) reader.nextIntervalHistogram();
            assertEquals(7_000, read.getStartTimeStamp());
            assertEquals(9_500, read.getEndTimeStamp());
        }
        String text = Files.readString(file);
        assertTrue(text.startsWith("#[Latency in nanoseconds, from the intended start]\n"), text);
        assertTrue(text.contains("#[Histogram log format version"), text);
        assertTrue(text.contains("\"StartTimestamp\""), text);
    }

    /// HdrHistogram's own reader tells what has a tag from what has none.
    @Test
    void eachSecondIsALineWithItsTrueStartAndEndAndWhatWasQueuedHasATag() throws IOException {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));
        Instant start = Instant.parse("2026-11-28T17:00:00.250Z");
        Histogram queued = latencies(7);
        List<LatencyPart> parts = List.of(
                new LatencyPart(start, start.plusSeconds(1), latencies(20_000), Optional.of(queued)),
                new LatencyPart(start.plusSeconds(1), start.plusMillis(1_500), latencies(500), Optional.empty()));

        String name = folder.addHistogram(RING, 1, 1, 100_000, parts);

        try (HistogramLogReader reader = new HistogramLogReader(
                folder.path().resolve("histograms").resolve(name).toFile())) {
            Histogram first = (Histogram) reader.nextIntervalHistogram();
            assertEquals(latencies(20_000), first);
            assertEquals(start.toEpochMilli(), first.getStartTimeStamp());
            assertEquals(start.toEpochMilli() + 1_000, first.getEndTimeStamp());
            Histogram tagged = (Histogram) reader.nextIntervalHistogram();
            assertEquals("queued", tagged.getTag());
            assertEquals(7, tagged.getTotalCount());
            Histogram second = (Histogram) reader.nextIntervalHistogram();
            assertEquals(start.toEpochMilli() + 1_000, second.getStartTimeStamp());
            assertEquals(start.toEpochMilli() + 1_500, second.getEndTimeStamp());
            assertNull(reader.nextIntervalHistogram());
        }
        Histogram all = LatencyPart.together(parts);
        assertEquals(20_500, all.getTotalCount());
        assertEquals(
                all,
                RunFolder.open(folder.path()).histogram(Samples.open(100_000, 99_990, all, name)),
                "untagged alone");
    }

    @Test
    void aFilesPlaceIsToldFromTheFolderOn() {
        assertEquals("forks/a.json", RunFolder.placeOf("a.json"));
    }

    @Test
    void aHistogramOfAnotherMeasurementIsRefused() {
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));
        String name = folder.addHistogram(RING, 1, 100_000, latencies(20_000));
        OpenLoop other = Samples.open(100_000, 99_990, latencies(19_999), name);

        RunUnreadable refusal = assertThrows(RunUnreadable.class, () -> folder.histogram(other));

        assertTrue(refusal.getMessage().contains("20000"), refusal.getMessage());
    }

    @Test
    void aFileOfAForkIsKeptUnderTheCellsName() throws IOException {
        Path json = Files.writeString(temporary.resolve("jmh-result.json"), "[]");
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));

        String name = folder.addFile(RING, 2, "jmh.json", json);

        assertEquals("rpc-messaging_ring-w1.fork2.jmh.json", name);
        assertEquals("[]", Files.readString(folder.file(name)));
    }

    @Test
    void aFileIsNotKeptTwiceUnderOneName() throws IOException {
        Path json = Files.writeString(temporary.resolve("jmh-result.json"), "[]");
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));
        folder.addFile(RING, 2, "jmh.json", json);

        assertThrows(RunUnwritable.class, () -> folder.addFile(RING, 2, "jmh.json", json));
    }

    @Test
    void aProfileIsKeptUnderTheCellsNameAndItsRoundAndNotTwice() throws IOException {
        Path found = Files.writeString(temporary.resolve("found"), "stacks");
        RunFolder folder = RunFolder.create(temporary.resolve("run"), Samples.run(2, List.of(RING)));

        Path first = folder.addProfile(RING, 1, "jfr", found);
        Path second = folder.addProfile(RING, 2, "jfr", found);

        assertEquals(temporary.resolve("run/profiles/rpc-messaging_ring-w1-1.jfr"), first);
        assertEquals("stacks", Files.readString(second));
        assertThrows(RunUnwritable.class, () -> folder.addProfile(RING, 2, "jfr", found));
    }

    @Test
    void cellsWhoseFilesWouldShareANameAreRefusedBeforeAnythingIsMeasured() {
        Cell colon = withId("rpc/ring:1");
        Cell underscore = withId("rpc/ring_1");
        Run run = Samples.run(2, List.of(colon, underscore));

        assertThrows(RunUnwritable.class, () -> RunFolder.create(temporary.resolve("run"), run));
        assertFalse(Files.exists(temporary.resolve("run")));
    }

    @Test
    void aRunThatNobodyNamedIsNamedByItsStart() {
        assertEquals("2026-11-22T11-05-33", RunFolder.nameOf(Samples.START));
    }

    @Test
    void runsOfOneSecondAreKeptBesideEachOther() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RunFolder folder = RunFolder.createIn(temporary.resolve("runs"), Samples.START, id -> {
                ids.add(id);
                return full();
            });
            assertEquals(ids.getLast(), folder.path().getFileName().toString());
            assertEquals(full(), RunFolder.open(folder.path()).run());
        }

        assertEquals(List.of("2026-11-22T11-05-33", "2026-11-22T11-05-33-2", "2026-11-22T11-05-33-3"), ids);
    }

    @Test
    void whereRunsCannotBeKeptIsSaidInOneLine() throws IOException {
        Path file = Files.createFile(temporary.resolve("runs"));

        RunUnwritable refusal =
                assertThrows(RunUnwritable.class, () -> RunFolder.createIn(file, Samples.START, _ -> full()));

        assertEquals(1, refusal.getMessage().lines().count());
        assertTrue(refusal.getMessage().contains("--out"), refusal.getMessage());
    }

    private static Histogram latencies(int count) {
        Histogram nanos = new Histogram(3);
        for (int i = 1; i <= count; i++) {
            nanos.recordValue(i * 7L);
        }
        return nanos;
    }

    private static Cell withId(String id) {
        return new Cell(
                id,
                "rpc",
                "messaging:ring",
                RowClass.SERVED,
                1,
                1,
                false,
                "spin",
                0,
                1,
                Map.of(),
                List.of(),
                Samples.queue(),
                OptionalDouble.empty());
    }

    /// A run with something in every component.
    private static Run full() {
        Map<String, ParameterValue> params = new LinkedHashMap<>();
        params.put("trace", new ParameterValue("a \"quoted\" näme.gz", ""));
        params.put("capacity", new ParameterValue("400", "blocks"));
        Cell cell = new Cell(
                "cache/shm:lockfree/w2",
                "cache",
                "shm:lockfree",
                RowClass.SHARED,
                2,
                0,
                true,
                "yield",
                4096,
                16,
                params,
                List.of(
                        new Load.Closed(),
                        new Load.Open(OptionalDouble.of(1e5)),
                        new Load.Open(OptionalDouble.empty()),
                        new Load.Job(1_000_000)),
                Samples.queueless(),
                OptionalDouble.of(0.5));
        OpenLoop open = Samples.open(100_000, 99_990.5, latencies(500), "some.hlog");
        Outcome everything = new Outcome.Measured(
                List.of(),
                Optional.of(Samples.closed(3e6, 2, Samples.usage(Figure.shown("hit ratio", 70.42, "%")))),
                List.of(open),
                Optional.of(new FixedJob(1_000_000, 3, 0.25, Optional.of(new FloorProbes(44, 43.5)), Samples.usage())));
        CellRecord kept = new CellRecord(
                cell.id(), 4, 2, Samples.START, Samples.START.plusMillis(1), everything, List.of("a.json"));
        return Samples.withFloors(Samples.run(2, List.of(RING, cell)), 250, 251.5, 249)
                .with(Samples.record(RING, 1, new Outcome.Skipped("no room")))
                .with(Samples.record(RING, 2, new Outcome.Failed("operation 7: 3, expected 4", Optional.of("x.log"))))
                .with(Samples.record(RING, 3, new Outcome.Failed("killed", Optional.empty())))
                .with(kept)
                .finish(Status.INTERRUPTED, Samples.START.plusSeconds(99));
    }
}
