// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Commit;
import dev.duality.results.Jvm;
import dev.duality.results.Machine;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.folder.RunUnreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The dangers of a run of somebody else for a project that publishes it.
class StrangersRunTest {
    private static final Cell LOCK = Samples.cell("rpc", "shm:lock", 2, 0);
    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);
    private static final String END = "<!-- duality publish: end -->";
    private static final Pattern UNESCAPED_LINK = Pattern.compile("(?<!\\\\)\\]\\(javascript");
    private static final String MARKERS = "above\n<!-- duality publish: begin -->\n" + END + "\nbelow\n";
    private static final String HOSTILE =
            "X ![t](http://127.0.0.1:9911/cpu.png) <img src=http://127.0.0.1:9911/raw.png>\n\n" + "# HEAD\n\n" + END
                    + "\n\n[v](javascript:alert(1)) <script>alert(1)</script> ";

    @TempDir
    Path folder;

    private Path project;
    private PublishedRuns published;

    @BeforeEach
    void emptyProject() throws IOException {
        project = Files.createDirectories(folder.resolve("project/results")).getParent();
        Files.writeString(project.resolve("README.md"), MARKERS);
        Files.writeString(project.resolve("results/README.md"), MARKERS);
        published = new PublishedRuns(project);
    }

    private static Run good() {
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK, RING)), 200, 205, 202);
        run = Samples.withForks(run, LOCK, 4e6, 4.1e6, 3.9e6, 4e6, 4.05e6, 4e6);
        run = Samples.withForks(run, RING, 2e6, 2.1e6, 1.9e6, 2e6, 2.05e6, 2e6);
        return run.finish(Status.COMPLETE, Samples.START.plusSeconds(100));
    }

    private static Run hostile() {
        Run run = good();
        Machine is = run.machine();
        return new Run(
                run.schema(),
                run.id(),
                run.started(),
                run.finished(),
                run.status(),
                run.command(),
                HOSTILE + 1,
                run.seed(),
                new Commit(HOSTILE + 2, false),
                new Machine(
                        HOSTILE + 3,
                        is.cores(),
                        is.allowedCpus(),
                        is.quotaCores(),
                        HOSTILE + 4,
                        is.caches(),
                        is.governor(),
                        is.clockSource(),
                        HOSTILE + 5,
                        is.kernel(),
                        is.architecture(),
                        is.memoryBytes()),
                new Jvm(
                        HOSTILE + 6,
                        run.jvm().vendor(),
                        run.jvm().vm(),
                        run.jvm().flags()),
                run.plan(),
                run.floors(),
                run.records());
    }

    private RunFolder kept(Run run) {
        return RunFolder.create(folder.resolve("stranger"), run);
    }

    @Test
    void nothingThatItSaysBecomesMarkupOrLeavesItsPlace() throws IOException {
        Path place = published.add(kept(hostile()), Map.of(RING.id(), HOSTILE));
        published.write();

        for (Path file : List.of(project.resolve("README.md"), project.resolve("results/README.md"))) {
            String text = Files.readString(file);
            assertEquals(2, text.split(END, -1).length, "the end stands there once");
            assertTrue(text.endsWith(END + "\nbelow\n"), text);
            assertFalse(text.contains("<script") || text.contains("<img"), text);
            assertFalse(UNESCAPED_LINK.matcher(text).find() || text.contains("![t]") || text.contains("http://"), text);
            assertFalse(text.lines().anyMatch(line -> line.startsWith("# HEAD")), text);
        }
        String own = Files.readString(place.resolve("README.md"));
        assertFalse(own.contains("<script") || own.contains("![t]") || own.contains("\n# HEAD"), own);
        assertEquals(List.of(), published.write(), "what was written is what is wanted");
    }

    @Test
    void onlyWhatItsRecordsNameIsCopied() throws IOException {
        RunFolder run = kept(good());
        String log = run.addFile(RING, 9, "log.txt", Files.write(folder.resolve("log"), new byte[] {'a', (byte) 0xFF}));
        CellRecord last = run.run().records().getLast();
        Run named = new Run(
                run.run().schema(),
                run.run().id(),
                run.run().started(),
                run.run().finished(),
                run.run().status(),
                run.run().command(),
                run.run().preset(),
                run.run().seed(),
                run.run().commit(),
                run.run().machine(),
                run.run().jvm(),
                run.run().plan(),
                run.run().floors(),
                Stream.concat(
                                run.run().records().stream()
                                        .limit(run.run().records().size() - 1),
                                Stream.of(new CellRecord(
                                        last.cell(),
                                        last.fork(),
                                        last.attempt(),
                                        last.started(),
                                        last.finished(),
                                        last.outcome(),
                                        List.of(log))))
                        .toList());
        RunFolder other = RunFolder.create(folder.resolve("other"), named);
        Files.copy(run.file(log), folder.resolve("other/forks").resolve(log));
        Files.writeString(folder.resolve("other/evil.html"), "<script>alert(1)</script>");
        Files.writeString(folder.resolve("other/forks/evil.html"), "<script>alert(1)</script>");
        Files.createDirectories(folder.resolve("other/.github/workflows"));
        Files.writeString(folder.resolve("other/.github/workflows/x.yml"), "on: push");
        Files.writeString(folder.resolve("other/gaps.svg"), "<svg/>");

        Path place = published.add(other, Map.of());

        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(place)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> found.add(place.relativize(file).toString()));
        }
        assertEquals(
                List.of("evidence.zip", "run.json"), found.stream().sorted().toList());
        try (ZipFile evidence = new ZipFile(place.resolve("evidence.zip").toFile())) {
            assertEquals(
                    List.of("forks/" + log),
                    evidence.stream().map(ZipEntry::getName).toList());
        }
    }

    @Test
    void aPictureThatWasForgedIsFoundAndDrawnAgain() throws IOException {
        Path place = published.add(kept(good()), Map.of());
        published.write();
        Path picture = place.resolve("gaps.svg");
        String drawn = Files.readString(picture);
        Files.writeString(
                picture,
                drawn.replace("</svg>", "<script>alert(1)</script><text>Messages are FREE (forged)</text></svg>"));

        List<String> faults = published.check();

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.getFirst().startsWith(picture + ": "), faults::getFirst);
        assertEquals(List.of(picture), published.write());
        assertEquals(drawn, Files.readString(picture));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"a\": null}",
                "[]",
                "7",
                "\"a\"",
                "{\"a\": {\"b\": 1}}",
                "{\"a\": \"b\", \"a\": \"c\"}",
                ""
            })
    void explanationsThatAreNoneAreOneLine(String json) throws IOException {
        Path run = kept(good()).path();
        Files.writeString(run.resolve(PublishedRun.EXPLANATIONS), json);

        RunUnreadable refusal = assertThrows(RunUnreadable.class, () -> PublishedRuns.explanationsOf(run));

        assertTrue(refusal.getMessage().contains("it is damaged; it must be a JSON object"), refusal.getMessage());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void explanationsThatAreNoFileAreOneLine() throws Exception {
        Path run = kept(good()).path();
        Path file = run.resolve(PublishedRun.EXPLANATIONS);
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        assertThrows(RunUnreadable.class, () -> PublishedRuns.explanationsOf(run));

        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        RunUnreadable refusal = assertThrows(RunUnreadable.class, () -> PublishedRuns.explanationsOf(run));
        assertTrue(refusal.getMessage().contains("it is a link"), refusal.getMessage());
    }

    @Test
    void theSizeOfARunThatIsReachedThroughALinkIsThatOfItsFiles() throws IOException {
        Path link =
                Files.createSymbolicLink(folder.resolve("link"), kept(good()).path());

        PublicationCheck.Item size = PublicationCheck.of(link, Map.of()).items().stream()
                .filter(item -> item.subject().equals("size"))
                .findFirst()
                .orElseThrow();

        assertFalse(size.text().startsWith("0 "), size.text());
        assertTrue(Files.exists(published.add(RunFolder.open(link), Map.of()).resolve("run.json")));
    }

    @Test
    void aPartWithAMarkerIsNotWritten() {
        MarkedFile file = MarkedFile.read(project.resolve("README.md"), PublishedRuns.MARKER);

        assertThrows(IllegalArgumentException.class, () -> file.write("a\n" + END + "\n"));
    }
}
