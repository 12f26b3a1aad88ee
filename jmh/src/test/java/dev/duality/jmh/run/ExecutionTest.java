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
import dev.duality.jmh.load.LoadShape;
import dev.duality.jmh.plan.Plan;
import dev.duality.results.CellRecord;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;

class ExecutionTest extends InventedForks {
    /// The rates that the closed loop of one fork finds would be others in each of them.
    @Test
    void theFirstForkFindsTheRatesAndTheOthersAreOfferedTheSame() {
        ForkOrder.Open half = new ForkOrder.Open(LoadShape.STEADY, List.of(), List.of(0.5), 100, 0);
        ForkOrder.Kernel first =
                new ForkOrder.Kernel(CellSpec.of("a", "shm:lock"), 1, new ClosedLoad.Times(1, 1, 1, 1, false), half, 0);
        List<ForkOrder> asked = new ArrayList<>();
        Duration limit = Duration.ofHours(1);

        run(new Plan(List.of(planned("a", first)), List.of(), 3, 1, 0, limit, limit), (order, _) -> {
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
    void loadsThatTheForkHasDoneAgainItselfAreKeptAsAttemptsOfTheirOwn() {
        moving.addAll(List.of("a#1", "b#1"));
        again.put("a#1", List.of(MOVED, STILL));
        again.put("b#1", List.of(MOVED));
        run(1, Duration.ofHours(1), "a", "b");

        assertEquals(3, done.size(), done::toString); // of b a second fork, whose attempts follow on those of the first
        assertEquals(Set.of("a 1.1", "a 1.2", "a 1.3", "b 1.1", "b 1.2", "b 1.3"), new HashSet<>(records()), said);
        CellRecord second = kept.run().records().stream()
                .filter(record -> record.cell().equals("a") && record.attempt() == 2)
                .findFirst()
                .orElseThrow();
        Outcome.Measured loads = (Outcome.Measured) second.outcome();
        assertTrue(loads.closed().isEmpty() && loads.job().isEmpty(), loads::toString);
        assertEquals(Optional.of(MOVED), loads.open().getFirst().probes());
    }

    /// The closed loop and the job are at 43 ns, and so is the open loop where nothing is said of it.
    @Test
    void aForkOneLoadOfWhichWasNotAtTheFloorThatIsWaitedForIsDoneAgain() {
        floorNanos = OptionalDouble.of(45);
        open.put("a#1", new FloorProbes(66, 66)); // it stayed, but elsewhere
        ForkOrder.Open none = new ForkOrder.Open(LoadShape.STEADY, List.of(), List.of(), 100, 0);
        ForkOrder order =
                new ForkOrder.Kernel(CellSpec.of("a", "shm:lock"), 1, new ClosedLoad.Times(1, 1, 1, 1, false), none, 0);
        Duration limit = Duration.ofHours(1);
        run(new Plan(List.of(planned("a", order), planned("b")), List.of(), 1, 1, 0, limit, limit), this::fork);

        assertEquals(List.of("a", "a", "b"), done.stream().sorted().toList());
        for (int fork = 0; fork < done.size(); fork++) { // T1 is pooled over all floors
            assertEquals(
                    done.get(fork).equals("a") ? floorNanos : OptionalDouble.empty(),
                    spares.get(fork).floorNanos());
        }
    }

    /// Each turn had the load that the other one lacked.
    @Test
    void theTurnsOfAForkMakeGoodWhatEachOfThemLacks() {
        moving.add("a#1");
        closed.put("a#2", MOVED);
        run(1, Duration.ofHours(1), "a");

        assertEquals(2, done.size());
    }

    /// It was planned at the epoch; until now another run was measuring.
    @Test
    void whatARunTakesBeginsWhenItMeasures() {
        run(1, Duration.ofHours(1), "a");

        Duration took =
                Duration.between(kept.run().started(), kept.run().finished().orElseThrow());
        assertTrue(took.compareTo(Duration.ofHours(1)) < 0, took::toString);
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
    void whatAForkHasMeasuredBeforeItFailedIsKeptAndItsFailureIsTheNextAttempt() {
        ForkReport.Measured before = (ForkReport.Measured) report(List.of(attempt(MOVED, 0), onlyOpen(STILL)));
        Duration limit = Duration.ofHours(1);
        run(
                new Plan(List.of(planned("a")), List.of(), 1, 1, 0, limit, limit),
                (_, _) -> new Forker.Ended(new ForkReport.Failed("late", Optional.of(before)), log, jmh));

        assertEquals(List.of("a 1.1", "a 1.2", "a 1.3"), records());
        assertTrue(failed);
        assertTrue(kept.run().records().get(0).outcome() instanceof Outcome.Measured);
        assertEquals("late", ((Outcome.Failed) kept.run().records().get(2).outcome()).reason());
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
                (order, spare) -> order instanceof ForkOrder.Machine
                        ? new Forker.Ended(new ForkReport.Failed("no end after 47 s"), log, jmh)
                        : fork(order, spare));

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
}
