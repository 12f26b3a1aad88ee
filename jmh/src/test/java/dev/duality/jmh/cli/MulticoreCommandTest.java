// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MulticoreCommandTest {
    private String out = "";
    private String err = "";

    private int duality(String args) {
        TypedCommands.Done done = TypedCommands.duality(args.split(" "));
        out = done.out();
        err = done.err();
        return done.exit();
    }

    @Test
    void theTableHasBothSidesAndSaysThatNothingWasMeasured() {
        String command = "multicore --workload counter --operations 40 --workers 1,4 --on shm:lock-mcs,messaging:ring";
        assertEquals(ExitCodes.DONE, duality(command), err);
        String once = out;
        assertTrue(once.contains("counter on opteron-6172, simulated"), once);
        assertTrue(
                once.lines()
                                .filter(line -> line.matches(" +[14] .*(shm:lock-mcs|messaging:ring) .*  V"))
                                .count()
                        == 4,
                once);
        assertTrue(once.contains("messages overtake from 4 workers on"), once);
        assertTrue(once.contains("Nothing here was measured"), once);

        duality(command);
        assertEquals(once, out, "the same seed, the same table");
    }

    /// A star is a mark, and makes nothing italic.
    @Test
    void aReadmeGetsTheSameRows() {
        String rows = " --workload lines --operations 40 --workers 2 --on shm:lockfree,messaging:ring";
        assertEquals(ExitCodes.DONE, duality("multicore" + rows), err);
        List<String> text = rowsOf(out, " +2 .*");

        assertEquals(ExitCodes.DONE, duality("multicore --format markdown" + rows), err);
        String markdown = out;
        assertTrue(markdown.contains("| workers | cores | substrate | M/s | ns/op |"), markdown);
        assertTrue(markdown.contains("| ---: | ---: | --- | ---: | ---: |"), markdown);
        assertEquals(2, text.size(), markdown);
        assertEquals(text, rowsOf(markdown.replace("| | ", "| - | "), "\\| 2 .*"));

        assertEquals(
                ExitCodes.DONE,
                duality("multicore -w mutex --map think=0 --workers 1,8 --on shm:lock,messaging:ring --operations 40"
                        + " --format markdown"),
                err);
        assertTrue(out.contains("| think, ns | overtake from | 1 | 8 |"), out);
        assertTrue(out.lines().anyMatch(line -> line.matches("\\| 0 \\| 8 \\| .*\\\\\\* \\|")), out);
    }

    /// The rows that fit, their cells parted by one blank.
    private static List<String> rowsOf(String report, String form) {
        return report.lines()
                .filter(line -> line.matches(form))
                .map(line -> line.replaceAll("[| ]+", " ").strip())
                .toList();
    }

    @Test
    void aMapTakesAFormerNameWithALineThatSaysTheNewOne() {
        String map = "multicore -w lines --on shm:lock,messaging:ring --workers 2 --operations 20 --map looks=0,50";

        assertEquals(ExitCodes.DONE, duality(map), err);
        assertEquals(
                "the parameter looks is called reads now; the former name is taken in this release, and not in the next",
                err.strip());
        assertTrue(out.contains("reads"), out);
    }

    @Test
    void programsReadIt() {
        String rows = " --workload lines --operations 40 --workers 2 --on shm:lockfree";
        assertEquals(ExitCodes.DONE, duality("multicore --format json" + rows), err);
        JsonNode report = JsonMapper.shared().readTree(out);
        assertEquals("V", report.get("grade").asString());
        assertTrue(report.get("rows").get(0).get("checked").asBoolean());

        assertEquals(ExitCodes.DONE, duality("multicore --format csv" + rows), err);
        assertEquals(2, out.lines().count());
        assertEquals(
                out.lines().findFirst().orElseThrow().split(",").length,
                out.lines().skip(1).findFirst().orElseThrow().split(",").length);
    }

    @Test
    void aMapSaysFromHowManyWorkersOnMessagesOvertake(@TempDir Path folder) throws Exception {
        Path picture = folder.resolve("map.svg");
        String command =
                "multicore --workload mutex --map think=0,100000 --machine opteron-6172,tile-gx36 --workers 1,8"
                        + " --on shm:lock,messaging:ring --operations 40";
        assertEquals(ExitCodes.DONE, duality(command + " --picture " + picture), err);
        String map = out;
        assertTrue(map.contains("opteron-6172: AMD") && map.contains("tile-gx36: Tilera"), map);
        assertEquals(2, map.lines().filter(line -> line.matches(" +0 +8 .*\\*")).count(), map);
        assertEquals(
                2, map.lines().filter(line -> line.matches(" +100000 .*~ +.*~")).count(), map);
        String svg = Files.readString(picture);
        assertTrue(svg.contains(">opteron-6172</text>") && svg.contains(">tile-gx36</text>"), svg);
        assertTrue(svg.contains("Virtual (V)"), svg);

        assertEquals(ExitCodes.DONE, duality(command + " --format csv"), err);
        assertEquals(1 + 2 * 2 * 2, out.lines().count(), out);
        assertEquals(ExitCodes.DONE, duality(command + " --format json"), err);
        JsonNode json = JsonMapper.shared().readTree(out);
        assertEquals("V", json.get("grade").asString());
        assertEquals(2, json.get("maps").get(1).get("rows").get(0).get("pairs").size());
    }

    @Test
    void lawsHaveACoefficientOfEachSideAndSayThatTheyAreVirtual() {
        assertEquals(
                ExitCodes.DONE,
                duality("multicore --workload counter --laws --cores 96 --hops 1 --workers 1,2,4,8,95"
                        + " --on shm:lock-mcs,messaging:ring --operations 40 --format csv"),
                err);
        for (String side : List.of("shm:lock-mcs", "messaging:ring")) {
            String series = "\"?counter " + side + " on opteron-6172-96-hops-1, simulated, grade V\"?,";
            for (String figure : List.of("usl,alpha,", "karp-flatt,change,", ",speedup,95,9[56],")) {
                assertTrue(
                        out.lines().anyMatch(line -> line.matches(series + figure + ".*")),
                        side + " " + figure + " in " + out);
            }
        }
    }

    @Test
    void aPageHasTheTableSpeedupLawsAndCrossoverAndSaysFirstThatNothingWasMeasured(@TempDir Path folder)
            throws Exception {
        String command =
                "multicore --workload counter --operations 40 --workers 1,2,4,8 --on shm:lock-mcs,messaging:ring";
        assertEquals(ExitCodes.DONE, duality(command), err);
        String table = out;
        Path file = folder.resolve("page.html");
        assertEquals(ExitCodes.DONE, duality(command + " --html " + file), err);
        assertEquals(table, out, "the table is as it was");

        String page = Files.readString(file);
        int warning = page.indexOf("<p class=\"warning\">Grade V: virtual. Nothing on this page was measured");
        assertTrue(warning > 0 && warning < page.indexOf("<figure>"), page);
        for (String heading : List.of(
                "What each side does",
                "Speedup over one worker of the same side",
                "Where messages overtake",
                "Speedup, held against the laws",
                "counter messaging:ring on opteron-6172, simulated, grade V")) {
            assertTrue(page.contains(heading), heading);
        }
        assertEquals(8, page.split("<td>V</td>", -1).length - 1, "each row of the table is virtual");
        for (String cells : table.lines().filter(line -> line.endsWith("  V")).toList()) {
            String[] cell = cells.strip().split(" +");
            assertTrue(
                    page.contains("<th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td>"
                            .formatted(cell[0], cell[1], cell[2], cell[3])),
                    cells);
        }
        assertEquals(1, page.split("<script", -1).length - 1);

        Path again = folder.resolve("again.html");
        duality(command + " --laws --html " + again);
        assertEquals(page, Files.readString(again), "the same seeds, the same page");
    }

    @Test
    void aPageOfMapsHasThemAll(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("maps.html");
        String command =
                "multicore --workload mutex --map think=0,100000 --machine opteron-6172,tile-gx36 --workers 1,8"
                        + " --on shm:lock,messaging:ring --operations 40 --html " + file;
        assertEquals(ExitCodes.DONE, duality(command), err);
        String page = Files.readString(file);
        for (String text : List.of(
                "Nothing on this page was measured",
                ">opteron-6172</text>",
                ">tile-gx36</text>",
                "tile-gx36: Tilera")) {
            assertTrue(page.contains(text), text);
        }
        assertEquals(2, page.split("<th scope=\"col\">overtake from</th>", -1).length - 1, "a table for each machine");
    }

    /// The picture in the README is what the command in docs/scaling.md draws.
    @Test
    void thePictureOfTheReadmeIsWhatItsCommandDraws(@TempDir Path folder) throws Exception {
        Path docs = Path.of("..", "docs");
        String command = Files.readAllLines(docs.resolve("scaling.md")).stream()
                .filter(line -> line.startsWith("./duality multicore") && line.contains("--picture docs/overtake.svg"))
                .findFirst()
                .orElseThrow();
        Path drawn = folder.resolve("overtake.svg");
        String args = command.substring("./duality ".length()).replace("docs/overtake.svg", drawn.toString());
        assertEquals(ExitCodes.DONE, duality(args), err);
        assertEquals(Files.readString(docs.resolve("overtake.svg")), Files.readString(drawn), command);
        assertTrue(Files.readString(Path.of("..", "README.md")).contains("(docs/overtake.svg)"));
    }

    @Test
    void aRunIsSetBesideWhatItsMachinePredicts() {
        String command = "multicore --against ../results/published/amd-epyc-jdk25.0.3-2026-11-28";
        assertEquals(ExitCodes.DONE, duality(command), err);
        assertTrue(
                out.lines().anyMatch(line -> line.matches("machine +row +forks +measured ns +predicted ns +off")), out);
        assertTrue(
                out.lines()
                        .anyMatch(line -> line.matches(
                                "this-near +counter/messaging:ring/w1 +[0-9]+ +[0-9.]+ +[0-9.]+ +[+-][0-9]+ %( +!)?")),
                out);
        assertTrue(
                out.replaceAll("\\s+", " ")
                        .matches(
                                "(?s).*this-near: median error [0-9]+ % of [0-9]+ rows, [0-9]+ of them off by more than 35 %.*"),
                out);

        assertEquals(ExitCodes.DONE, duality(command + " --format json"), err);
        JsonNode json = JsonMapper.shared().readTree(out);
        assertEquals(2, json.get("medianError").size());
        assertTrue(json.get("predictions").size() > 40, out);
    }

    @Test
    void machinesAreListed() {
        assertEquals(ExitCodes.DONE, duality("list machines"), err);
        assertTrue(out.contains("opteron-6172"), out);
        assertTrue(out.contains("SOSP 2013"), out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--machine cray | there is no machine 'cray'; there are opteron-6172",
                "--workers 49 | --workers is 49, but opteron-6172 has 1 to 48",
                "--operations 3 | --operations is 3, but must be from 4",
                "--think -1 | must be from 0 to 1000000 nanoseconds",
                "--wait park | no kernel that could put it to sleep",
                "--format html | a page is --html FILE",
                "--against nowhere --html x.html | --against goes by itself",
                "--html /dev/null | must be a file; give another file with --html",
                "--on messaging:jctools-mpmc --workers 1 | nothing can run: messaging:jctools-mpmc with 1 workers: its queues",
                "--on shm:nosuch --workers 1 | counter has no side 'shm:nosuch'",
                "--workload counter,lines | one at a time",
                "--set lines=4 | has no parameter 'lines'",
                "--machine opteron-6172,tile-gx36 | several go with --map",
                "--map think | must be a name and its values, such as think=0,100,1000",
                "--map op=add --workers 1 | has op='add', but a map has an axis of numbers",
                "--map thnk=1 --workers 1 | counter has think, op, operations; did you mean think?",
                "--map foo=1 --workload mutex | mutex has think, work, pace, operations; name",
                "--map think=1,1.0 | names think=1.0 twice",
                "--map think=0,-0 | names think=-0 twice",
                "--map think=-1 --workers 1 | must be from 0 to 1000000 nanoseconds",
                "--map think=1 --on shm --workers 1 | no pair of shared memory and messages",
                "--map think=1 --laws | two questions",
                "--picture x.svg | draws a map, and --map says of what",
                "--against nowhere | nowhere",
                "--against nowhere --laws | --against goes by itself",
                "--hops 1 | --hops goes with --cores",
                "--cores 50 | its threads can be 48 or 54, but not 50",
                "--workload lines --set think=5 --workers 1 | use --think NS",
            })
    void aSlipIsOneLine(String args, String line) {
        assertEquals(ExitCodes.USAGE, duality("multicore " + args), out);
        assertTrue(err.contains(line), err);
        assertEquals(1, err.strip().lines().count(), err);
    }
}
