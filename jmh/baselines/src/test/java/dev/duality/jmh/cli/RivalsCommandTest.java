// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.floor.FloorCheck;
import dev.duality.jmh.plan.RivalNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `duality rivals` where the baselines are on the class path, as they are for `./duality rivals`.
class RivalsCommandTest {
    private static final Path ROOT = Path.of("..", "..");

    @TempDir
    private Path folder;

    private record Done(int exit, String out, String err) {}

    private static Done duality(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Duality.run(out, err, args);
        return new Done(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theDocumentedCommandsArePlanned() throws IOException {
        List<String> found = new ArrayList<>();
        for (String page : List.of("README.md", "docs/commands.md", "docs/floor.md")) {
            Matcher command = Pattern.compile("(?:`| {4})\\./duality (rivals[^`\\n]*)")
                    .matcher(Files.readString(ROOT.resolve(page)));
            while (command.find()) {
                found.add(command.group(1).strip());
            }
        }

        assertTrue(found.size() >= 5, found::toString);
        for (String words : found) {
            List<String> args = new ArrayList<>(Arrays.asList(words.split(" ")));
            args.add("--dry-run");
            Done done = duality(args.toArray(String[]::new));
            assertEquals(0, done.exit(), () -> words + ": " + done.err());
        }
    }

    @Test
    void roundTripsOfANumberAreThoseOfEverybodyByHandOfOursAndInC() {
        Done done = duality("rivals", "--race", "round-trip", "--payload", "8", "--dry-run");

        List<String> cells = done.out()
                .lines()
                .filter(line -> line.startsWith("round-trip/"))
                .map(line -> line.split("/")[1])
                .toList();
        assertTrue(
                cells.containsAll(List.of(
                        "by-hand:ring",
                        "by-hand:jctools-spsc",
                        "by-hand:aeron-ipc",
                        "by-hand:exchanger",
                        "shm:mailbox",
                        "messaging:ring",
                        "messaging:chronicle")),
                done::out);
        assertFalse(done.out().contains("one-way/"), done::out);
        assertTrue(done.out().contains("round-trip/by-hand:c-one-word/w1/spin/payload=8"), done::out);
    }

    @Test
    void namesWithoutASideAreThoseOfQueuesByHand() {
        Done done = duality("rivals", "--only", "ring,messaging:ring", "--payload", "64", "--dry-run");

        assertEquals(
                Set.of(
                        "round-trip/messaging:ring/w1/payload=64",
                        "round-trip/by-hand:ring/w1/payload=64",
                        "one-way/by-hand:ring/w1/payload=64",
                        "one-way/messaging:ring/w1/x64/payload=64"),
                done.out().lines().filter(line -> line.contains("/w1")).collect(Collectors.toSet()));
    }

    @Test
    void aListNamesEachBaselineOnce() {
        List<String> names = duality("rivals", "--list")
                .out()
                .lines()
                .map(line -> line.split(" ")[0])
                .toList();

        assertEquals(names.stream().distinct().toList(), names);
        assertTrue(names.containsAll(List.of("by-hand:line", "by-hand:synchronous", "by-hand:c-two-words")));
    }

    /// They are looked at before the baselines are built.
    @Test
    void whatTakesPartIsKnownWithoutTheBaselines() {
        Set<String> known = RivalNames.of(List.of("round-trip", "one-way")).stream()
                .filter(name -> name.startsWith(RivalNames.BY_HAND))
                .collect(Collectors.toSet());

        assertEquals(
                duality("rivals", "--list")
                        .out()
                        .lines()
                        .map(line -> line.split(" ")[0])
                        .collect(Collectors.toSet()),
                known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--race=sideways",
                "--race=instructions,one-way",
                "--payload=7",
                "--payload=8193",
                "--payload=many",
                "--only=nobody",
                "--forks=0",
                "--batch=0",
                "--race=round-trip --batch=3",
                "--senders=0",
                "--budget=soon",
                "--only=c-one-word --race=one-way",
                "--show=/nonexistent",
                "--unheard-of"
            })
    void aSlipEndsWithTwoAndOneLineAndLeavesNothing(String slip) {
        Path out = folder.resolve("run");
        Done done = duality(("rivals --out=" + out + " " + slip).split(" "));

        assertEquals(2, done.exit(), done::err);
        assertEquals(1, done.err().lines().count(), done::err);
        assertFalse(Files.exists(out));
    }

    /// The ordinary run folder and the ordinary table.
    @Test
    void aRunIsKeptAndShownAsEveryRun() {
        Assumptions.assumeTrue(FloorCheck.unavailable().isEmpty());
        Path out = folder.resolve("run");
        Done done = duality(
                "rivals",
                "--race",
                "round-trip",
                "--payload",
                "8",
                "--only",
                "ring,jctools-spsc,messaging:ring",
                "--forks",
                "1",
                "--budget",
                "1s",
                "--out",
                out.toString());

        assertEquals(0, done.exit(), done::err);
        assertTrue(done.out().contains("by-hand:jctools-spsc"), done::out);
        assertTrue(done.out().contains("preset rivals"), done::out); // its rows are the machine's to give
        assertEquals(done.out(), duality("rivals", "--show", out.toString()).out());
    }
}
