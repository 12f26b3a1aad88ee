// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.OwnJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Output that does not depend on the reader's language, time zone or character set: a hundred of
/// Java's locales have other digits, and more have other signs between them.
class SameBytesTest {
    /// A language, its digits or signs, and where its clock stands.
    private static final List<List<String>> PLACES = List.of(
            List.of("ar", "EG", "Africa/Cairo"),
            List.of("fa", "IR", "Asia/Tehran"),
            List.of("ne", "NP", "Asia/Kathmandu"),
            List.of("de", "DE", "Europe/Berlin"),
            List.of("fr", "CH", "Pacific/Kiritimati"),
            List.of("tr", "TR", "America/Los_Angeles"));

    @TempDir
    Path folder;

    /// Runs the quick commands in one JVM, in the folder that it is started in.
    static final class Commands {
        private Commands() {}

        /// @param args a run
        public static void main(String[] args) throws IOException {
            Files.writeString(Path.of("times.csv"), "n,seconds\n1,10\n2,5.5\n4,3.25\n8,2.125\n16,1.5\n");
            String run = args[0];
            for (String line : List.of(
                    "--help",
                    "list workloads",
                    "list waits --json",
                    "run --dry-run --workload counter",
                    "simulate --workload counter --log events.txt",
                    "simulate --workload counter --set per-kb=500us --log events.csv --format csv",
                    "simulate --workload counter --anyway --set loss=0.3 --shrink lost.replay",
                    "simulate --replay lost.replay",
                    "simulate --workload counter --set nosuch=1",
                    "report " + run,
                    "report --format json " + run,
                    "report --format markdown --out report.md " + run,
                    "report --format html --out page.html " + run,
                    "export --out exported " + run,
                    "compare " + run + " " + run,
                    "check " + run,
                    "laws times.csv",
                    "laws times.csv --format csv",
                    "laws times.csv --format json")) {
                System.out.println("> " + line.replace(run, "RUN") + " = " + Duality.run(line.split(" ")));
            }
            System.exit(0);
        }
    }

    @Test
    void whatIsPrintedAndWrittenIsTheSameEverywhere() throws Exception {
        Map<String, String> english = outcome("en", "US", "UTC", "en_US.UTF-8", "UTF-8");
        assertTrue(english.get("out").contains("> check RUN = 1"), english.get("out"));
        assertTrue(
                english.keySet().containsAll(List.of("events.csv", "lost.replay", "page.html", "exported/long.csv")));

        for (List<String> place : PLACES) {
            Map<String, String> other = outcome(place.get(0), place.get(1), place.get(2), "C", "COMPAT");
            assertEquals(english.keySet(), other.keySet(), place::toString);
            assertAll(english.keySet().stream()
                    .map(name -> () -> assertSame(place + ", " + name, english.get(name), other.get(name))));
        }
    }

    @Test
    void aRunIsKeptWhereDigitsAreOthers() throws Exception {
        Path there = Files.createDirectory(folder.resolve("run"));
        List<String> command = OwnJvm.command(
                place("ar", "EG", "Africa/Cairo", "COMPAT"),
                Duality.class,
                "run -w counter -o shm:lockfree --workers 1 --set operations=1000 --rate 1000 --forks 1 --budget 1s --out kept"
                        .split(" "));

        String said = run(command, there, "C");

        assertTrue(said.endsWith("exit 0"), said);
        assertTrue(said.codePoints().allMatch(c -> c < 128), said);
        Map<String, String> files = files(there.resolve("kept"));
        assertTrue(
                files.keySet().stream().allMatch(name -> name.matches("[A-Za-z0-9._,=+@/-]+")),
                files.keySet()::toString);
    }

    private static void assertSame(String what, String one, String other) {
        List<String> lines = one.lines().toList();
        List<String> others = other.lines().toList();
        for (int i = 0; i < Math.min(lines.size(), others.size()); i++) {
            assertEquals(lines.get(i), others.get(i), what + ", line " + (i + 1));
        }
        assertEquals(one, other, what);
    }

    private static List<String> place(String language, String region, String zone, String encoding) {
        return List.of(
                "-Duser.language=" + language,
                "-Duser.region=" + region,
                "-Duser.timezone=" + zone,
                "-Dfile.encoding=" + encoding);
    }

    /// A small run, made once: what it says is the same whoever shows it.
    private Path run() {
        Path run = folder.resolve("kept").toAbsolutePath();
        if (!Files.exists(run)) {
            assertEquals(
                    0,
                    Duality.run(
                            "run --workload counter --on shm:lockfree,messaging:ring --window 1 --set operations=1000"
                                    .concat(" --rate 20000 --forks 1 --budget 1s --out " + run)
                                    .split(" ")));
        }
        return run;
    }

    private Map<String, String> outcome(String language, String region, String zone, String locale, String encoding)
            throws Exception {
        Path there = Files.createDirectory(folder.resolve(language));
        List<String> command =
                OwnJvm.command(place(language, region, zone, encoding), Commands.class, run().toString());
        String said = run(command, there, locale);
        Map<String, String> outcome = new TreeMap<>(files(there));
        outcome.put("out", said);
        return outcome;
    }

    private static String run(List<String> command, Path there, String locale) throws Exception {
        OwnJvm.Ended ended = OwnJvm.run(there, Map.of("LC_ALL", locale), command);
        return ended.said().replaceAll("pace=[0-9]+", "pace=N") + "exit " + ended.status(); // it is measured
    }

    private static Map<String, String> files(Path there) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(there)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(there.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
