// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Commit;
import dev.duality.results.Jar;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Status;
import dev.duality.results.finding.Comparison;
import dev.duality.results.finding.Findings;
import dev.duality.results.folder.Places;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.folder.RunUnreadable;
import dev.duality.results.folder.RunUnwritable;
import dev.duality.results.report.Report;
import dev.duality.results.table.ComparisonReport;
import dev.duality.results.table.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/// The published runs of a project, and the tables that are made of them.
class PublishedRunsTest extends PublishingProject {
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
                        "| rpc, window 1 alone | shm:lock 2+0, the only one | 4,000,000 ops/s | messaging:ring 1+1, the only one"
                                + " | 2,000,000 ops/s | 2.00 x"),
                readme);
        assertTrue(readme.contains("](results/published/" + place.getFileName() + ")"), readme);
        assertTrue(Files.readString(place.resolve("README.md")).contains("messaging:ring"));
        assertTrue(readme.contains("](results/published/" + place.getFileName() + "/gaps.svg)"), readme);
    }

    /// In each place that says which commit it is of.
    @Test
    void aJarOfTheUsersIsShownWithItsHash() throws IOException {
        Jar jar = new Jar("mine.jar", 5_120, "0a".repeat(32), false);
        RunFolder kept = kept("mine", ended(fit()).withJars(List.of(jar)));
        Path place = published.add(kept, Map.of());
        published.write();
        String brief = "mine.jar (SHA-256 0a0a0a0a0a0a)";

        assertEquals(List.of(jar), RunFolder.open(place).run().jars());
        for (Path file : List.of(project.resolve("README.md"), project.resolve("results/README.md"))) {
            assertTrue(Files.readString(file).contains(", " + brief + ", preset"), Files.readString(file));
        }
        assertTrue(Files.readString(project.resolve("results/index.html")).contains(", " + brief + ", preset"));
        assertTrue(Files.readString(place.resolve("README.md")).contains("jars: " + jar.text()));
        Report report = new Report(Findings.of(kept));
        assertTrue(report.render(Format.HTML, Format.COLUMNS).contains(jar.text()));
        assertTrue(report.render(Format.JSON, Format.COLUMNS).contains(jar.text()));
        assertTrue(report.render(Format.CSV, Format.COLUMNS).contains(brief));
        String compared = String.join(
                "\n",
                new ComparisonReport(Comparison.of(Findings.of(kept), Findings.of(kept), 0.05), true).description());
        assertTrue(compared.contains(", " + brief + ", Java"), compared);
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

    /// The place where it was kept decides nothing about what was measured.
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
    void aRunOfOneWorkloadDoesNotTakeThePlaceOfOneOfMore() throws IOException {
        Cell other = Samples.cell("counter", "shm:lock", 1, 0);
        Run more = Samples.withFloors(Samples.run(2, List.of(LOCK, RING, other)), 200, 205, 202);
        more = Samples.withForks(more, LOCK, 4e6, 4.1e6, 3.9e6, 4e6, 4.05e6, 4e6);
        more = Samples.withForks(more, RING, 2e6, 2.1e6, 1.9e6, 2e6, 2.05e6, 2e6);
        more = Samples.withForks(more, other, 2e6, 2.1e6, 1.9e6, 2e6, 2.05e6, 2e6);
        Path two = published.add(kept("a", later(ended(more), 1, 2)), Map.of());
        Path one = published.add(kept("b", later(ended(fit()), 2, 2)), Map.of());
        published.write();

        String front = Files.readString(project.resolve("README.md"));
        assertTrue(front.contains(two.getFileName().toString()), front);
        assertFalse(front.contains(one.getFileName().toString()), front);
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
