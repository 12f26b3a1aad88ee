// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.profile.Profiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every `./duality` in the documentation is run as it stands there, but for names that stand for the reader's own, and
/// for what would take minutes: a run is planned and not measured, and what goes on for as long as one likes goes on
/// briefly.
class DocumentedCommandsTest {
    private static final Path PROJECT = Path.of("..");

    /// A command in a line of its own, or in the text.
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^ {4,}(?:\\$ )?\\./duality((?: .*)?)$|`\\./duality((?: [^`]*)?)`");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    /// `rivals` needs the baselines, and is tried where they are; the table that `reproduce` writes is found and
    /// compared by GatesTest.
    private static final Pattern OTHERS = Pattern.compile("rivals( .*)?|reproduce --write .*");

    /// Operations of each simulated worker; with the default, 251 of them take most of a minute. And executions.
    private static final String FEW = "48";

    /// The arguments that are added, so that it takes no minutes.
    private static final Map<String, List<String>> SHORTER = Map.of(
            "run", List.of("--dry-run"),
            "verify", List.of("--workload", "counter", "--on", "shm:lock,messaging:ring"),
            "reproduce", List.of("--gate", "17"),
            "multicore", List.of("--operations", FEW));

    private static final Map<String, String> BRIEFER = Map.of("10", "0.01", "2m", "1s", "10m", "1s");

    @TempDir
    static Path folder;

    private static TypedCommands.Done duality(List<String> args) {
        return TypedCommands.duality(args.toArray(String[]::new));
    }

    /// Prepares the files that the reader has.
    @BeforeAll
    static void prepare() throws IOException {
        TypedCommands.Done run = duality(List.of(
                "run",
                "--workload",
                "counter",
                "--on",
                "shm:lock,messaging:ring",
                "--workers",
                "1,2",
                "--budget",
                "1s",
                "--forks",
                "1",
                "--out",
                folder.resolve("run") + ""));
        assertEquals(ExitCodes.DONE, run.exit(), run.err());
        StillMachine.probe(folder.resolve("run"));
        CarriedRun.write(folder.resolve("hosts"), "rpc/messaging:ring/w1", 1.1 * CarriedRun.CALL_NANOS);
        Files.writeString(folder.resolve("trace"), "1\n2\n3\n1\n");
        Files.writeString(folder.resolve("other"), "4\n4\n2\n1\n");
        Files.writeString(folder.resolve("times.csv"), "n,seconds\n1,10\n2,6\n4,4\n8,3\n16,2.5\n");
        Files.createDirectories(folder.resolve("texts"));
        Files.writeString(folder.resolve("texts/one.txt"), "to be or not to be\n");
        Files.createDirectories(folder.resolve("project/results"));
        for (String file : List.of("README.md", "results/README.md")) {
            Files.write(
                    folder.resolve("project").resolve(file),
                    Files.readAllLines(PROJECT.resolve(file)).stream()
                            .filter(line -> !line.startsWith("<!-- duality table: ")) // of runs that are not copied
                            .toList());
        }
        TypedCommands.Done play = duality(List.of(
                "simulate",
                "--workload",
                "counter",
                "--protocol",
                "plain",
                "--nodes",
                "4",
                "--seed",
                "3",
                "--set",
                "loss=0.05",
                "--anyway",
                "--shrink",
                folder.resolve("play.replay") + ""));
        assertTrue(Files.exists(folder.resolve("play.replay")), play.out() + play.err());
    }

    static Stream<Arguments> commands() throws IOException {
        Map<String, String> commands = new TreeMap<>();
        for (Path document : documents()) {
            Matcher matcher = COMMAND.matcher(Files.readString(document));
            while (matcher.find()) {
                String command = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                if (!command.isBlank() && !OTHERS.matcher(command.strip()).matches()) {
                    commands.putIfAbsent(
                            command.strip(), PROJECT.relativize(document).toString());
                }
            }
        }
        return commands.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "results/README.md")) {
            documents.add(PROJECT.resolve(name));
        }
        for (String below : List.of("docs", "examples")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(below), 2)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
            }
        }
        return documents;
    }

    @Test
    void theyAreFound() throws IOException {
        assertTrue(commands().count() >= 40, "there are fewer commands in the documentation than there were");
    }

    @ParameterizedTest(name = "duality {0}")
    @MethodSource("commands")
    void aCommandOfTheDocumentationDoesWhatItSays(String command, String document) {
        List<String> words = words(command);
        String name = words.getFirst();
        List<String> args = new ArrayList<>();
        for (String word : words) {
            args.add(own(word, words));
        }
        boolean isShort = Stream.of("--gate", "--run", "--dry-run").anyMatch(words::contains)
                || name.equals("multicore")
                        && Stream.of("--operations", "--against").anyMatch(words::contains);
        if (!isShort) {
            args.addAll(SHORTER.getOrDefault(name, List.of()));
        }
        if (name.equals("reproduce") && words.contains("--gate") && !words.contains("--run")) {
            args.add("--list"); // GatesTest finds all of them
        }
        if (words.contains("weak") && !words.contains("--executions")) {
            args.addAll(List.of("--executions", FEW));
        }
        for (String arg : args) {
            if (arg.endsWith("/target/classes")) {
                assumeTrue(Files.exists(Path.of(arg)), "the examples are not built with this module alone");
            }
        }

        TypedCommands.Done done = duality(args);

        if (lacksProfiler(words)) {
            assertEquals(ExitCodes.ENVIRONMENT, done.exit(), () -> document + ": " + args + "\n" + done.err());
            return;
        }
        if (!name.equals("doctor")) { // which finds what this machine lacks
            assertEquals(expected(words), done.exit(), () -> document + ": " + args + "\n" + done.out() + done.err());
        }
        assertTrue(!done.out().isEmpty() || words.contains("--out"), () -> document + ": " + args + " says nothing");
    }

    /// Whether it names a profiler whose library is not on the tests' class path: a run without it is refused, dry or
    /// not.
    private static boolean lacksProfiler(List<String> words) {
        int option = words.indexOf("--prof");
        return option >= 0
                && Profiler.parse(words.get(option + 1))
                        .unavailable(DocumentedCommandsTest.class.getClassLoader())
                        .isPresent();
    }

    /// The run at hand has one fork of each cell, which is too few for some; the play at hand is one that fails,
    /// and so are structures with a step that is too weak.
    private static int expected(List<String> words) {
        boolean tooFew = words.getFirst().equals("check")
                || words.getFirst().equals("publish") && words.stream().anyMatch(word -> word.startsWith("runs/"))
                || words.contains("--fail-on-regression");
        boolean broken = words.stream().anyMatch(word -> word.startsWith("weaker-")); // structures that must be found
        return tooFew || broken || words.contains("--replay") ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    /// The name here that a name in the documentation stands for.
    private static String own(String word, List<String> words) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("runs/gates", folder.resolve("run") + "");
        own.put("examples/ledger/target/ledger.jar", "../examples/ledger/target/classes");
        own.put("examples/turnstile/target/turnstile.jar", "../examples/turnstile/target/classes");
        own.put("examples/weakening/target/weakening.jar", "../examples/weakening/target/classes");
        own.put("examples/indices/target/indices.jar", "../examples/indices/target/classes");
        own.put("my.jar", "../examples/ledger/target/classes");
        own.put("/mnt/huge", folder + ""); // which the reader has mounted
        own.put("times.csv", folder.resolve("times.csv") + "");
        own.put("results/published/*", folder.resolve("run") + "");
        own.put("FILE", folder.resolve("trace") + "");
        own.put("trace=FILE", "trace=" + folder.resolve("trace"));
        own.put("trace=FILE,OTHER", "trace=" + folder.resolve("trace") + "," + folder.resolve("other"));
        own.put("folder=DIR", "folder=" + folder.resolve("texts"));
        own.put("NAME", words.contains("my.jar") ? "ledger" : "counter");
        int option = words.indexOf(word) - 1;
        boolean kept = option >= 0 && words.get(option).matches("--out|--html");
        if (kept || word.endsWith(".txt") && words.contains("--log")) {
            return folder.resolve("written-" + word.replaceAll("\\W", "-")) + "";
        }
        if (word.endsWith(".replay")) {
            return folder.resolve("play.replay") + "";
        }
        if (word.equals("runs/hosts")) {
            return folder.resolve("hosts") + "";
        }
        if (word.matches("(\\./)?runs/[A-Za-z]+")) {
            return folder.resolve("run") + "";
        }
        int before = words.indexOf(word) - 1;
        if (before >= 0 && words.get(before).matches("--minutes|--explore")) {
            return BRIEFER.getOrDefault(word, word);
        }
        if (before >= 0
                && words.get(before).equals("--operations")
                && List.of("multicore", "verify").contains(words.getFirst())) {
            return FEW;
        }
        return own.getOrDefault(word, word);
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        if (words.getFirst().equals("publish")) {
            words.addAll(List.of("--project", folder.resolve("project") + ""));
        }
        return words;
    }
}
