// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.fork.ForkReport;
import dev.duality.jmh.fork.Forker;
import dev.duality.jmh.fork.Forks;
import dev.duality.jmh.load.LoadShape;
import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.plan.Plan;
import dev.duality.jmh.progress.Progress;
import dev.duality.jmh.progress.Step;
import dev.duality.jmh.progress.Terminal;
import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Commit;
import dev.duality.results.ContractRecord;
import dev.duality.results.FixedJob;
import dev.duality.results.FloorProbes;
import dev.duality.results.Jvm;
import dev.duality.results.Load;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.RowClass;
import dev.duality.results.Run;
import dev.duality.results.Stalls;
import dev.duality.results.Status;
import dev.duality.results.Usage;
import dev.duality.results.folder.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Forks whose reports are invented: of a machine that moves when it is told to.
class ExecutionTest {
    private static final Instant STARTED = Instant.parse("2026-11-28T17:00:00.250Z");
    private static final FloorProbes STILL = new FloorProbes(43, 44);
    private static final FloorProbes MOVED = new FloorProbes(43, 385);

    @TempDir
    Path folder;

    private final List<String> done = new ArrayList<>(); // cells in the order of their forks
    private final Set<String> moving = new HashSet<>(); // cells during whose next forks the machine moves, such as a#1
    private Path jmh;
    private Path log;
    private RunFolder kept;
    private String said;
    private int interruptedAt = Integer.MAX_VALUE;
    private long behindNanos; // of the open loop
    private boolean failed;

    @BeforeEach
    void files() throws IOException {
        jmh = Files.writeString(folder.resolve("jmh.json"), "[]");
        log = Files.writeString(folder.resolve("log.txt"), "");
    }

    private Forker.Ended fork(ForkOrder order) throws InterruptedException {
        if (done.size() == interruptedAt) {
            throw new InterruptedException("told to stop");
        }
        String cell = ((ForkOrder.Plain) order).cell().workload();
        done.add(cell);
        long times = done.stream().filter(cell::equals).count();
        FloorProbes probes = moving.contains(cell + "#" + times) ? MOVED : STILL;
        return new Forker.Ended(report(probes, behindNanos), log, jmh);
    }

    /// Only the open loop saw the machine move.
    private static ForkReport report(FloorProbes probes, long behindNanos) {
        Histogram nanos = new Histogram(3);
        nanos.recordValue(250);
        ByteBuffer buffer = ByteBuffer.allocate(nanos.getNeededByteBufferCapacity());
        int length = nanos.encodeIntoCompressedByteBuffer(buffer);
        return new ForkReport.Measured(
                List.of(),
                Optional.of(new ClosedLoop(
                        1e6, 1_000, List.of(), List.of(1e6), Optional.empty(), Optional.of(STILL), Usage.unknown(1))),
                List.of(new ForkReport.Open(
                        1_000,
                        1_000,
                        behindNanos,
                        STARTED,
                        List.of(),
                        new Stalls(2, 0, 0, 0),
                        List.of(new ForkReport.Part(
                                0,
                                2_000_000_000L,
                                Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)),
                                Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)))),
                        Optional.of(probes),
                        Usage.unknown(2))),
                Optional.of(new FixedJob(100, 9, 1, Optional.empty(), Usage.unknown(1))),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private static Plan.Planned planned(String name) {
        return planned(name, new ForkOrder.Plain(CellSpec.of(name, Cell.PLAIN)));
    }

    private static Plan.Planned planned(String name, ForkOrder order) {
        return new Plan.Planned(
                new Cell(
                        name,
                        name,
                        "shm:lock",
                        RowClass.SHARED,
                        1,
                        0,
                        false,
                        "pause",
                        0,
                        1,
                        Map.of(),
                        List.of(new Load.Closed()),
                        ContractRecord.sharedState(ContractRecord.WHOLE),
                        OptionalDouble.empty()),
                order);
    }

    private Status run(int rounds, Duration limit, String... cells) {
        return run(
                new Plan(
                        Arrays.stream(cells).map(ExecutionTest::planned).toList(),
                        List.of(),
                        rounds,
                        1,
                        0,
                        limit,
                        limit),
                this::fork);
    }

    private Status run(Plan plan, Forks forks) {
        kept = RunFolder.create(
                folder.resolve("run"),
                Run.begin(
                        "moves",
                        Instant.EPOCH,
                        "none",
                        "quick",
                        1,
                        new Commit("unknown", false),
                        MachineCheck.read(Affinity.ofThisMachine()),
                        new Jvm("25", "unknown", "unknown", List.of()),
                        plan.cells().stream().map(Plan.Planned::cell).toList()));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (Progress progress = Progress.of(
                plan.steps().stream()
                        .map(step -> new Step(step.name(), Duration.ZERO))
                        .toList(),
                new Terminal(false, false, 80, false),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                System::nanoTime)) {
            Execution execution = new Execution(plan, kept, forks, InstantSource.system());
            Status end = execution.run(progress);
            failed = execution.failed();
            return end;
        } finally {
            said = err.toString(StandardCharsets.UTF_8);
        }
    }

    private List<String> records() {
        return kept.run().records().stream()
                .map(record -> record.cell() + " " + record.fork() + "." + record.attempt())
                .toList();
    }

    /// The rates that the closed loop of one fork finds would be others in each of them.
    @Test
    void theFirstForkFindsTheRatesAndTheOthersAreOfferedTheSame() {
        ForkOrder.Open open = new ForkOrder.Open(LoadShape.STEADY, List.of(), List.of(0.5), 100, 0);
        ForkOrder.Kernel first =
                new ForkOrder.Kernel(CellSpec.of("a", "shm:lock"), 1, new ClosedLoad.Times(1, 1, 1, 1, false), open, 0);
        List<ForkOrder> asked = new ArrayList<>();
        Duration limit = Duration.ofHours(1);

        run(new Plan(List.of(planned("a", first)), List.of(), 3, 1, 0, limit, limit), order -> {
            asked.add(order);
            return new Forker.Ended(report(STILL, 0), log, jmh); // an open loop at 1,000 a second
        });

        assertEquals(List.of(first, first.at(List.of(1_000.0)), first.at(List.of(1_000.0))), asked);
        assertEquals(List.of(), first.at(List.of(1_000.0)).open().shares());
    }

    @Test
    void aForkDuringWhichTheMachineMovedIsDoneAgainAtTheEndOfItsRoundAndBothAreKept() {
        moving.add("a#1");
        run(2, Duration.ofHours(1), "a", "b", "c");

        assertEquals(7, done.size());
        assertEquals("a", done.get(3), done.toString());
        assertTrue(
                records().containsAll(List.of("a 1.1", "a 1.2", "a 2.1")),
                records().toString());
        List<String> files = kept.run().records().stream()
                .filter(record -> record.cell().equals("a"))
                .map(CellRecord::files)
                .flatMap(List::stream)
                .toList();
        assertEquals(3, new HashSet<>(files).size(), files.toString());
    }

    @Test
    void nothingIsDoneAgainWhereTheMachineStaysWhatItIs() {
        assertEquals(Status.COMPLETE, run(2, Duration.ofHours(1), "a", "b"));
        assertEquals(4, done.size());
    }

    @Test
    void aForkIsDoneAgainTwiceAtMost() {
        moving.addAll(List.of("a#1", "a#2", "a#3", "a#4"));
        run(1, Duration.ofHours(1), "a");

        assertEquals(List.of("a 1.1", "a 1.2", "a 1.3"), records());
        assertTrue(said.contains("the machine moved"), said);
    }

    /// The forks that are planned go before.
    @Test
    void withoutTimeLeftNothingIsDoneAgainAndThatIsSaid() {
        moving.add("a#1");
        moving.add("b#1");
        run(1, Duration.ofSeconds(1), "a", "b");

        assertEquals(2, done.size());
        assertTrue(said.contains("the machine moved during 2 forks"), said);
    }

    /// A side that cannot follow a rate is what was asked for; its row says so.
    @Test
    void aMissedRateIsAnAnswerAndNoFailedCell() {
        behindNanos = Duration.ofHours(1).toNanos();

        assertEquals(Status.COMPLETE, run(1, Duration.ofHours(1), "a"));
        Outcome.Measured measured =
                (Outcome.Measured) kept.run().records().getFirst().outcome();
        assertEquals(behindNanos, measured.open().getFirst().behindNanos());
        assertFalse(failed);
    }

    @Test
    void anInterruptedRunKeepsWhatWasToBeDoneAgain() {
        moving.add("a#1");
        interruptedAt = 1;

        assertEquals(Status.INTERRUPTED, run(1, Duration.ofHours(1), "a"));
        assertEquals(List.of("a 1.1"), records());
        assertEquals(Status.INTERRUPTED, kept.run().status());
    }

    @Test
    void theLogOfALookAtTheFloorThatFailedIsKeptAndNamed() throws IOException {
        Files.writeString(log, "a dump");
        Plan plan = new Plan(List.of(planned("a")), List.of(), 1, 1, 1, Duration.ofHours(1), Duration.ofHours(1));
        run(
                plan,
                order -> order instanceof ForkOrder.Machine
                        ? new Forker.Ended(new ForkReport.Failed("no end after 47 s"), log, jmh)
                        : fork(order));

        assertTrue(failed);
        for (int look = 1; look <= 2; look++) { // before and after
            String name = "forks/floor." + look + ".log.txt";
            assertTrue(said.contains("floor failed: no end after 47 s (log: %s)".formatted(name)), said);
            assertEquals("a dump", Files.readString(kept.path().resolve(name)));
        }
    }

    @Test
    void aHistogramHasTheTimesOfItsLoop() throws IOException {
        run(1, Duration.ofHours(1), "a");
        Outcome.Measured measured =
                (Outcome.Measured) kept.run().records().getFirst().outcome();
        OpenLoop loop = measured.open().getFirst();

        Path file = kept.path().resolve("histograms").resolve(loop.histogram());
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            Histogram nanos = (Histogram) reader.nextIntervalHistogram();
            assertEquals(STARTED.toEpochMilli(), nanos.getStartTimeStamp());
            assertEquals(STARTED.plusSeconds(2).toEpochMilli(), nanos.getEndTimeStamp());
        }
        assertFalse(Files.readString(file).contains("0.000,0.000"));
    }

    @Test
    void eachRoundHasItsShareOfTheTimeThatIsLeftOver() {
        long fork = planned("a").order().plannedMillis();
        Plan plan = new Plan(
                List.of(planned("a")), List.of(), 4, 1, 0, Duration.ofMillis(4 * fork), Duration.ofMillis(6 * fork));
        long[] millis = new long[1];
        Pacing pacing = new Pacing(plan, () -> millis[0] * 1_000_000);
        pacing.begin(0);
        List<Plan.Step> steps = plan.steps();
        Plan.Fork first = (Plan.Fork) steps.get(0);
        Plan.Fork second = (Plan.Fork) steps.get(1);

        pacing.passed(first);
        millis[0] = fork;
        assertFalse(pacing.hasTimeFor(first)); // its share is half a fork
        pacing.passed(second);
        millis[0] = 2 * fork;
        assertTrue(pacing.hasTimeFor(second));
        millis[0] = 2 * fork + 1;
        assertFalse(pacing.hasTimeFor(second));
    }
}
