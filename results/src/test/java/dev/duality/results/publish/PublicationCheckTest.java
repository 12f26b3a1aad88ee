// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Commit;
import dev.duality.results.FloorProbes;
import dev.duality.results.Jar;
import dev.duality.results.Jvm;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/// Objections to publishing a run.
class PublicationCheckTest extends PublishingProject {
    private void assertOnly(String start, Run run) {
        List<String> against = spokenAgainst(run, Map.of());
        assertEquals(1, against.size(), against.toString());
        assertTrue(against.getFirst().startsWith(start), against.toString());
    }

    @Test
    void nothingSpeaksAgainstARunThatOthersCanReadTrustAndRepeat() {
        assertEquals(List.of(), spokenAgainst(ended(fit()), Map.of()));
    }

    @Test
    void whatSpeaksAgainstARunIsSaid() {
        Run run = ended(fit());
        assertOnly(
                "complete: 2 of 2 cells have a record, and the run is interrupted",
                fit().finish(Status.INTERRUPTED, Samples.START.plusSeconds(9)));
        assertOnly(
                "commit: 1a2b3c4d5e6f, with changes",
                with(run, run.started(), run.command(), new Commit("1a2b3c4d5e6f", true), m -> m, run.jvm()));
        assertOnly(
                "commit: unknown",
                with(run, run.started(), run.command(), new Commit("unknown", false), m -> m, run.jvm()));
        assertOnly(
                "command: it names /home/me/x.trace",
                with(run, run.started(), "duality run --set trace=/home/me/x.trace", run.commit(), m -> m, run.jvm()));
        assertOnly(
                "command: a profiler looked on (jfr)",
                with(
                        run,
                        run.started(),
                        run.command(),
                        run.commit(),
                        m -> m,
                        new Jvm("25", "v", "vm", List.of(Jvm.PROFILER + "jfr"))));
        List<String> once = spokenAgainst(
                ended(Samples.withForks(
                        Samples.withForks(
                                Samples.withFloors(Samples.run(2, List.of(LOCK, RING)), 200, 205, 202), LOCK, 4e6),
                        RING,
                        2e6)),
                Map.of());
        assertEquals(2, once.size(), once.toString());
        assertTrue(once.getFirst().startsWith("forks: 1 of some cell, but an interval needs 6"), once.toString());
        assertTrue(
                once.getLast()
                        .startsWith(
                                "intervals: 0 of 1 compared workloads rest on enough rounds for 95 %; not rpc (1 round)"),
                once.toString());
    }

    @Test
    void aJarOfTheUsersIsKnownByItsHashAndStayedAsItWas() {
        Run run = ended(fit()).withCommand("duality run --classpath target/mine.jar");
        Jar jar = new Jar("mine.jar", 5_120, "0a".repeat(32), false);

        assertEquals(List.of(), spokenAgainst(run.withJars(List.of(jar)), Map.of()));
        assertOnly("jars: the command has some, and run.json has no hash of them; run it again", run);
        assertOnly(
                "jars: mine.jar, 5,120 bytes, SHA-256 " + "0a".repeat(32) + ", changed during the run; run it again",
                run.withJars(List.of(jar.asChanged())));
    }

    @Test
    void loadsWithoutAFloorBesideThemSpeakAgainstItAndAMachineThatMovedDoesNot() {
        assertEquals(List.of(), spokenAgainst(ended(probed(Optional.of(new FloorProbes(43, 385)))), Map.of()));

        List<String> against = spokenAgainst(ended(probed(Optional.empty())), Map.of());
        assertTrue(against.getFirst().startsWith("quiet: no floor was measured beside"), against.toString());
    }

    @Test
    void aLookAtTheFloorThatFailedIsNotTakenForLoadsWithoutProbes() {
        Run run = Samples.run(2, List.of(LOCK, RING));
        for (int fork = 1; fork <= 6; fork++) {
            for (Cell cell : List.of(LOCK, RING)) {
                run = run.with(Samples.record(
                        cell,
                        fork,
                        Samples.measured(Samples.closed(2e6, cell.workers(), Samples.usage(), Samples.still(43)))));
            }
        }

        List<String> against = spokenAgainst(ended(run), Map.of());

        assertTrue(against.getFirst().startsWith("quiet: row 0, the floor before and after"), against.toString());
    }

    /// Six forks of each, and before each of the lock's an attempt with such probes.
    private static Run probed(Optional<FloorProbes> first) {
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING)), 200, 300, 202);
        for (int fork = 1; fork <= 6; fork++) {
            for (int attempt = 1; attempt <= (first.isPresent() ? 2 : 1); attempt++) {
                Optional<FloorProbes> probes = attempt == 1 ? first : Samples.still(43);
                ClosedLoop lock = Samples.closed(4e6, 2, Samples.usage(), probes);
                run = run.with(new CellRecord(
                        LOCK.id(), fork, attempt, Samples.START, Samples.START, Samples.measured(lock), List.of()));
            }
            ClosedLoop ring = Samples.closed(2e6, 1, Samples.usage(), first.isPresent() ? Samples.still(44) : first);
            run = run.with(Samples.record(RING, fork, Samples.measured(ring)));
        }
        return run;
    }

    /// As by presets whose question is no gap: their rows must be good for something.
    @Test
    void whereNoWorkloadIsComparedHalfOfTheRowsMustBeOfAOrB() {
        assertEquals(List.of(), spokenAgainst(ended(alone(2)), Map.of()));
        assertOnly(
                "grade: no workload is compared, and its rows are of grade C once; half of the rows must be of A or B",
                ended(alone(1)));
        assertTrue(spokenAgainst(ended(Samples.withFloors(Samples.run(2, List.of()), 200, 205, 202)), Map.of()).stream()
                .anyMatch(text -> text.startsWith("grade: no workload is compared; half")));
    }

    /// They could be compared, and more forks would do it.
    @Test
    void sidesThatMetInNoRegimeAreNotJudgedByTheirRows() {
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING)), 200, 300, 202);
        for (int fork = 1; fork <= 6; fork++) {
            ClosedLoop near = Samples.closed(4e6, 2, Samples.usage(), Samples.still(43));
            ClosedLoop far = Samples.closed(2e6, 1, Samples.usage(), Samples.still(385));
            run = run.with(Samples.record(LOCK, fork, Samples.measured(near)))
                    .with(Samples.record(RING, fork, Samples.measured(far)));
        }

        assertOnly("grade: rpc: no regime has met all rows of both sides", ended(run));
    }

    /// One side, and nobody to be compared with.
    private static Run alone(int cores) {
        Run run = Samples.withFloors(Samples.run(cores, List.of(LOCK)), 200, 205, 202);
        return Samples.withForks(run, LOCK, 4e6, 4.1e6, 4e6, 4.1e6, 4e6, 4.1e6);
    }

    @Test
    void aFailureMustBeExplainedByThosePublishingIt() {
        Cell wrong = Samples.cell("rpc", "messaging:wrong", 1, 1);
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING, wrong)), 200, 205, 202);
        run = Samples.withForks(run, LOCK, 4e6, 4.1e6, 3.9e6, 4e6, 4.05e6, 4e6);
        run = Samples.withForks(run, RING, 2e6, 2.1e6, 1.9e6, 2e6, 2.05e6, 2e6);
        Run failed =
                ended(run.with(Samples.record(wrong, 1, new Outcome.Failed("it threw something", Optional.empty()))));

        assertOnly("failures: rpc/messaging:wrong/w1, cell: it threw something; find out why", failed);
        assertEquals(List.of(), spokenAgainst(ended(failed(failed)), Map.of(wrong.id(), "it is a sample")));
        List<String> against = spokenAgainst(ended(fit()), Map.of(RING.id(), "no reason"));
        assertEquals(1, against.size());
        assertTrue(against.getFirst().startsWith("failures: nothing of " + RING.id() + " failed"), against.toString());
    }

    /// The same, so that it gets a folder of its own.
    private static Run failed(Run run) {
        return later(run, 0, 2);
    }

    @Test
    void aRunThatIsNoneIsToldByItsPlaces() throws IOException {
        RunFolder kept = kept("damaged", ended(fit()));
        Path file = kept.path().resolve("run.json");
        Files.writeString(file, Files.readString(file).replace("\"seed\" : 42", "\"seed\" : \"42\""));

        PublicationCheck check = PublicationCheck.of(kept.path(), Map.of());

        assertFalse(check.fit());
        assertEquals(1, check.items().size());
        assertTrue(check.items().getFirst().text().startsWith("/seed: "));
    }

    /// So that the file is not read for them again.
    @Test
    void whoKnowsTheFaultsOfARunHandsThemIn() throws IOException {
        RunFolder kept = kept("known", ended(fit()));

        assertTrue(PublicationCheck.of(kept.path(), List.of(), Map.of()).fit());
        PublicationCheck faulty = PublicationCheck.of(kept.path(), List.of("/seed: is no number"), Map.of());

        assertEquals(
                List.of("/seed: is no number"),
                faulty.items().stream().map(PublicationCheck.Item::text).toList());
        assertFalse(faulty.fit());
    }

    @Test
    void aHistogramThatIsMissingSpeaksAgainstIt() throws IOException {
        RunFolder kept = kept("open", fit());
        Histogram nanos = new Histogram(3);
        nanos.recordValue(300);
        String name = kept.addHistogram(RING, 7, 1000, nanos);
        kept.add(new CellRecord(
                RING.id(),
                7,
                1,
                Samples.START,
                Samples.START,
                new Outcome.Measured(
                        List.of(0, 1),
                        Optional.of(Samples.closed(2e6, 1)),
                        List.of(Samples.open(1000, 1000, nanos, name)),
                        Optional.empty()),
                List.of()));
        kept.finish(Status.COMPLETE, Samples.START.plusSeconds(100));
        assertTrue(PublicationCheck.of(kept.path(), Map.of()).fit());

        Files.delete(kept.path().resolve("histograms").resolve(name));

        PublicationCheck check = PublicationCheck.of(kept.path(), Map.of());
        assertFalse(check.fit());
        assertTrue(check.items().getLast().text().contains(name));
    }
}
