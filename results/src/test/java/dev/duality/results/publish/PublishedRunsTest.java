// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Commit;
import dev.duality.results.FloorProbes;
import dev.duality.results.Jvm;
import dev.duality.results.Machine;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Status;
import dev.duality.results.folder.Places;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.folder.RunUnreadable;
import dev.duality.results.folder.RunUnwritable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A project with two READMEs, and runs that are handed in.
class PublishedRunsTest {
    private static final Cell LOCK = Samples.cell("rpc", "shm:lock", 2, 0);
    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);
    private static final String MARKERS =
            "above\n<!-- duality publish: begin -->\n<!-- duality publish: end -->\nbelow\n";

    @TempDir
    Path folder;

    private Path project;
    private PublishedRuns published;

    @BeforeEach
    void project() throws IOException {
        project = folder.resolve("project");
        Files.createDirectories(project.resolve("results"));
        Files.writeString(project.resolve("README.md"), MARKERS);
        Files.writeString(project.resolve("results/README.md"), MARKERS);
        published = new PublishedRuns(project);
    }

    private static Run fit() {
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING)), 200, 205, 202);
        run = Samples.withForks(run, LOCK, 4e6, 4.1e6, 3.9e6, 4e6, 4.05e6, 4e6);
        return Samples.withForks(run, RING, 2e6, 2.1e6, 1.9e6, 2e6, 2.05e6, 2e6);
    }

    private static Run ended(Run run) {
        return run.finish(Status.COMPLETE, Samples.START.plusSeconds(100));
    }

    private RunFolder kept(String name, Run run) {
        return RunFolder.create(folder.resolve(name), run);
    }

    private static Run with(
            Run run, Instant started, String command, Commit commit, UnaryOperator<Machine> machine, Jvm jvm) {
        return new Run(
                run.schema(),
                run.id(),
                started,
                run.finished(),
                run.status(),
                command,
                run.preset(),
                run.seed(),
                commit,
                machine.apply(run.machine()),
                jvm,
                run.plan(),
                run.floors(),
                run.records());
    }

    private static Run later(Run run, int days, int cores) {
        return with(
                run,
                Samples.START.plusSeconds(86_400L * days),
                run.command(),
                run.commit(),
                _ -> Samples.machine(cores),
                run.jvm());
    }

    private List<String> spokenAgainst(Run run, Map<String, String> explanations) {
        RunFolder kept = kept("run" + System.identityHashCode(run), run);
        return Fitness.of(kept.path(), explanations).items().stream()
                .filter(item -> !item.good())
                .map(item -> item.subject() + ": " + item.words())
                .toList();
    }

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
    void loadsWithoutAFloorBesideThemSpeakAgainstItAndAMachineThatMovedDoesNot() {
        assertEquals(List.of(), spokenAgainst(ended(probed(Optional.of(new FloorProbes(43, 385)))), Map.of()));

        List<String> against = spokenAgainst(ended(probed(Optional.empty())), Map.of());
        assertTrue(against.getFirst().startsWith("quiet: no floor was measured beside"), against.toString());
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

        Fitness fitness = Fitness.of(kept.path(), Map.of());

        assertFalse(fitness.fit());
        assertEquals(1, fitness.items().size());
        assertTrue(fitness.items().getFirst().words().startsWith("/seed: "));
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
        assertTrue(Fitness.of(kept.path(), Map.of()).fit());

        Files.delete(kept.path().resolve("histograms").resolve(name));

        Fitness fitness = Fitness.of(kept.path(), Map.of());
        assertFalse(fitness.fit());
        assertTrue(fitness.items().getLast().words().contains(name));
    }

    @Test
    void aRunIsCopiedUnderTheNameOfItsMachineJavaAndDay() throws IOException {
        RunFolder kept = kept("mine", ended(fit()));

        Path place = published.add(kept, Map.of());

        assertEquals(project.resolve("results/published").resolve(PublishedRun.nameOf(kept.run())), place);
        assertTrue(place.getFileName().toString().endsWith("-jdk25.0.3-2026-11-22"), place.toString());
        assertEquals(kept.run(), RunFolder.open(place).run());
        try (Stream<Path> beside = Files.list(place.getParent())) {
            assertEquals(List.of(place), beside.toList());
        }
        assertThrows(RunUnwritable.class, () -> published.add(kept, Map.of()), "it is published already");
        assertEquals(
                place.getFileName() + "-2",
                published
                        .add(
                                kept(
                                        "other",
                                        ended(Samples.withForks(fit(), LOCK)
                                                .with(Samples.floor(dev.duality.results.Floor.When.AFTER, 203)))),
                                Map.of())
                        .getFileName()
                        .toString());
    }

    @Test
    void namesOfMachinesBecomeNamesOfFolders() {
        assertEquals("intel-xeon-2.50ghz-jdk25.0.3-2026-11-22", name("Intel(R) Xeon(R) Processor @ 2.50GHz"));
        assertEquals("amd-epyc-9654-96-core-jdk25.0.3-2026-11-22", name("AMD EPYC 9654 96-Core Processor"));
        assertEquals("unknown-jdk25.0.3-2026-11-22", name("../../"));
    }

    private static String name(String cpu) {
        Machine machine = Samples.machine(2);
        Run run = ended(fit());
        return PublishedRun.nameOf(with(
                run,
                run.started(),
                run.command(),
                run.commit(),
                _ -> new Machine(
                        cpu,
                        2,
                        machine.allowedCpus(),
                        0,
                        machine.topology(),
                        machine.caches(),
                        machine.governor(),
                        machine.clockSource(),
                        machine.virtualisation(),
                        machine.kernel(),
                        machine.architecture(),
                        machine.memoryBytes()),
                run.jvm()));
    }

    @Test
    void theTablesAreWrittenBetweenTheirMarkersAndThenAreAsTheyShouldBe() throws IOException {
        Path place = published.add(kept("mine", ended(fit())), Map.of());
        assertFalse(published.check().isEmpty());

        List<Path> written = published.write();

        assertEquals(List.of(), published.check());
        assertEquals(List.of(), published.write(), "nothing is left to write");
        assertEquals(
                List.of(
                        place.resolve("long.csv.gz"),
                        place.resolve("README.md"),
                        place.resolve("gaps.svg"),
                        project.resolve("results/index.html"),
                        project.resolve("results/README.md"),
                        project.resolve("README.md")),
                written);
        String readme = Files.readString(project.resolve("README.md"));
        assertTrue(readme.startsWith("above\n<!-- duality publish: begin -->\n"), readme);
        assertTrue(readme.endsWith("<!-- duality publish: end -->\nbelow\n"), readme);
        assertTrue(
                readme.contains(
                        "| rpc | shm:lock 2+0 | 4,000,000 ops/s | messaging:ring 1+1 | 2,000,000 ops/s | 2.00 x"),
                readme);
        assertTrue(readme.contains("](results/published/" + place.getFileName() + ")"), readme);
        assertTrue(Files.readString(place.resolve("README.md")).contains("messaging:ring"));
        assertTrue(readme.contains("](results/published/" + place.getFileName() + "/gaps.svg)"), readme);
    }

    @Test
    void filesOfForksNameNoFolderOfTheMachineOncePublished() throws IOException {
        Path jmh = jmhJson();
        RunFolder run = withFileOfAFork(jmh);
        String name = run.run().records().getLast().files().getFirst();

        RunFolder place = RunFolder.open(published.add(run, Map.of()));

        assertEquals(
                "{\"jvm\": \"java\", \"jvmArgs\": [\"-Djava.io.tmpdir=1\"], \"unit\": \"ops/s\"}",
                new String(place.content(name), StandardCharsets.UTF_8));
        assertEquals(Files.readString(jmh), Files.readString(run.file(name)), "the run itself is as it was");
        archive(place.path(), Map.of("forks/" + name, Files.readString(jmh)));
        assertTrue(
                published
                        .check()
                        .contains("%s: forks/%s names /home/ada/jdk/bin/java, /var/fork/1, which others do not have"
                                .formatted(place.path(), name)),
                () -> published.check().toString());
    }

    /// Where it was kept decides nothing about what was measured.
    @Test
    void aRunThatWasKeptElsewhereIsPublishedAsOneThatWasKeptBelowTheProject() {
        Run elsewhere = ended(fit()).withCommand("duality run --out '/home/ada/my runs/one' --budget 1m");
        RunFolder run = kept("elsewhere", elsewhere);

        assertEquals(List.of(), spokenAgainst(elsewhere, Map.of()));
        Path place = published.add(run, Map.of());

        assertEquals(
                "duality run --out runs/one --budget 1m",
                RunFolder.open(place).run().command());
        assertEquals(elsewhere, RunFolder.open(run.path()).run());
        assertThrows(RunUnwritable.class, () -> published.add(run, Map.of()), "it is published already");
    }

    private Path jmhJson() throws IOException {
        return Files.writeString(
                folder.resolve("jmh.json"),
                "{\"jvm\": \"/home/ada/jdk/bin/java\", \"jvmArgs\": [\"-Djava.io.tmpdir=/var/fork/1\"], \"unit\": \"ops/s\"}");
    }

    private RunFolder withFileOfAFork(Path file) {
        RunFolder run = kept("mine", fit());
        String name = run.addFile(RING, 7, "jmh.json", file);
        run.add(new CellRecord(
                RING.id(),
                7,
                1,
                Samples.START,
                Samples.START,
                Samples.measured(Samples.closed(2e6, 1)),
                List.of(name)));
        run.finish(Status.COMPLETE, Samples.START.plusSeconds(100));
        return run;
    }

    /// Replaces a published run's archive.
    private static void archive(Path run, Map<String, String> files) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(run.resolve("evidence.zip")))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    @Test
    void aPublishedRunIsSixFilesAtMostAndTheSameBytesEachTime() throws IOException {
        RunFolder run = withFileOfAFork(jmhJson());
        Files.createDirectories(run.path().resolve(".github/workflows"));
        Files.writeString(run.path().resolve(".github/workflows/x.yml"), "on: push");
        Files.writeString(run.path().resolve("forks/evil.html"), "<script>");
        Path first = published.add(run, Map.of());
        published.write();
        byte[] archive = Files.readAllBytes(first.resolve("evidence.zip"));

        try (Stream<Path> files = Files.walk(first)) {
            assertEquals(
                    List.of("README.md", "evidence.zip", "gaps.svg", "long.csv.gz", "run.json"),
                    files.skip(1)
                            .map(file -> first.relativize(file).toString())
                            .sorted()
                            .toList());
        }
        assertEquals(List.of(), published.check());
        archive(first, Map.of());
        assertThrows(RunUnreadable.class, published::check, "the evidence is gone");
        run.copyTo(Files.createDirectory(folder.resolve("again")), run.run(), Places::withoutFolders);
        assertArrayEquals(archive, Files.readAllBytes(folder.resolve("again/evidence.zip")));
    }

    @Test
    void whatNoRecordNamesIsNoPartOfAPublishedRun() throws IOException {
        Path place = published.add(kept("mine", ended(fit())), Map.of());
        published.write();
        Files.writeString(place.resolve("evil.html"), "<script>");
        archive(place, Map.of("../x.yml", "on: push"));

        assertEquals(
                List.of(
                        place + ": evil.html is no file of a published run; remove it",
                        place + ": ../x.yml in its archive is no file of a published run; remove it"),
                published.check());
    }

    @Test
    void aPictureThatWasNotDrawnFromItsRunIsFound() throws IOException {
        Path place = published.add(kept("mine", ended(fit())), Map.of());
        published.write();
        Path picture = place.resolve("gaps.svg");
        String drawn = Files.readString(picture);
        Files.writeString(picture, drawn.replaceFirst("cx=\"[0-9]+", "cx=\"17"));

        List<String> faults = published.check();

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.getFirst().startsWith(picture + ": "), faults.toString());
        assertEquals(List.of(picture), published.write());
        assertEquals(drawn, Files.readString(picture));
    }

    @Test
    void aTableThatIsNotWhatItsRunGivesIsFound() throws IOException {
        Path place = published.add(kept("mine", ended(fit())), Map.of());
        published.write();
        for (Path file : List.of(
                project.resolve("results/index.html"),
                project.resolve("README.md"),
                project.resolve("results/README.md"),
                place.resolve("long.csv.gz"))) {
            String good = text(file);
            String better = good.replaceFirst("[24],?[019]0", "999");
            assertFalse(good.equals(better), file.toString());
            write(file, better);

            List<String> faults = published.check();

            assertEquals(1, faults.size(), faults.toString());
            assertTrue(
                    faults.getFirst().startsWith(file + ": what the runs give differs from line "), faults.toString());
            write(file, good);
        }
    }

    /// By whatever program, it is the same file if it holds the same text.
    private static void write(Path file, String text) throws IOException {
        if (!isPacked(file)) {
            Files.writeString(file, text);
            return;
        }
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file), 512, true)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
            packed.flush(); // another stream of blocks than ours
        }
    }

    private static String text(Path file) throws IOException {
        if (!isPacked(file)) {
            return Files.readString(file);
        }
        try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isPacked(Path file) {
        return file.toString().endsWith(".gz");
    }

    @Test
    void dataThatCannotBeUnpackedIsWrittenAgain() throws IOException {
        Path place = published.add(kept("mine", ended(fit())), Map.of());
        published.write();
        Path data = place.resolve("long.csv.gz");
        byte[] packed = Files.readAllBytes(data);
        for (byte[] damaged : List.of(new byte[] {1, 2, 3}, Arrays.copyOf(packed, packed.length / 2), new byte[0])) {
            Files.write(data, damaged);

            assertEquals(1, published.check().size());
            assertEquals(List.of(data), published.write());
            assertEquals(List.of(), published.check());
        }
    }

    @Test
    void aPublishedRunThatMayNotBeIsFound() {
        Run run = ended(fit());
        published.add(
                kept("dirty", with(run, run.started(), run.command(), new Commit("x", true), m -> m, run.jvm())),
                Map.of());
        published.write();

        List<String> faults = published.check();

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.getFirst().contains(": commit: x, with changes"), faults.toString());
    }

    @Test
    void theMachineWithMostCoresStandsInFrontAndOfItsRunsTheNewest() throws IOException {
        published.add(kept("a", later(ended(fit()), 1, 2)), Map.of());
        Path four = published.add(kept("b", later(ended(fit()), 2, 4)), Map.of());
        Path newer = published.add(kept("c", later(ended(fit()), 3, 4)), Map.of());
        Path newest = published.add(kept("d", later(ended(fit()), 4, 2)), Map.of());
        published.write();

        String front = Files.readString(project.resolve("README.md"));
        assertTrue(front.contains(newer.getFileName().toString()), front);
        assertFalse(front.contains(four.getFileName().toString()), front);
        String all = Files.readString(project.resolve("results/README.md"));
        assertTrue(
                all.indexOf("### " + newest.getFileName()) < all.indexOf("### " + newer.getFileName())
                        && all.indexOf("### " + newer.getFileName()) < all.indexOf("### " + four.getFileName()),
                all);
    }

    @Test
    void explanationsStandBesideTheRun() throws IOException {
        Cell wrong = Samples.cell("rpc", "messaging:wrong", 1, 1);
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING, wrong)), 200, 205, 202);
        run = Samples.withForks(run, LOCK, 4e6, 4.1e6, 3.9e6, 4e6, 4.05e6, 4e6);
        run = Samples.withForks(run, RING, 2e6, 2.1e6, 1.9e6, 2e6, 2.05e6, 2e6);
        run = ended(run.with(Samples.record(wrong, 1, new Outcome.Failed("it threw", Optional.empty()))));

        Path place = published.add(kept("mine", run), Map.of(wrong.id(), "it is <b>wrong</b>"));
        published.write();

        assertEquals(Map.of(wrong.id(), "it is <b>wrong</b>"), PublishedRuns.explanationsOf(place));
        assertEquals(List.of(), published.check());
        String readme = Files.readString(place.resolve("README.md"));
        assertTrue(readme.contains("`rpc/messaging:wrong/w1` failed: it is &lt;b&gt;wrong&lt;/b&gt;"), readme);
        Files.writeString(place.resolve(PublishedRun.EXPLANATIONS), "[1]");
        assertThrows(RunUnreadable.class, () -> published.check());
    }

    @Test
    void aProjectWithoutMarkersIsRefusedBeforeAnythingIsWritten() throws IOException {
        Files.writeString(project.resolve("README.md"), "no place");

        RunUnreadable refusal = assertThrows(RunUnreadable.class, () -> new PublishedRuns(project));

        assertTrue(refusal.getMessage().contains("has no place for the table"), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }
}
