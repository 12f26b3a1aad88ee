// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.duality.jmh.cell.Pairs;
import dev.duality.shm.contract.AnyText;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is typed, the answer is a result or one line that says what was wrong. A name shows the seed that fails:
/// put it into `seeds`.
class AnyCommandTest {
    private static final int CASES = 25; // of one seed

    private record Option(String name, List<String> good) {}

    private static final List<Option> SELECTION = List.of(
            option("--workload", "counter", "rpc,cache", "interrupt"),
            option("--on", "shm:lock", "shm", "messaging:ring,shm:lockfree"),
            option("--workers", "1", "1,2", "3"),
            option(
                    "--set",
                    "operations=9",
                    "op=add",
                    "capacity=3",
                    "trace=/dev/null",
                    "payload=8;operations=7",
                    "command=echo"),
            option("--payload", "64"),
            option("--seed", "1", "-7"),
            option("--classpath", "x.jar", "a.jar:b.jar", "/dev/null"));

    private static final List<Option> RUN = List.of(
            option("--preset", "quick", "full"),
            option("--wait", "spin", "park,yield"),
            option("--window", "1", "4,16"),
            option("--rate", "1000", "0", "1e5"),
            option("--forks", "1", "3"),
            option("--budget", "90s", "2m", "1h"),
            option("--directory", "/tmp"));

    private static Option option(String name, String... good) {
        return new Option(name, List.of(good));
    }

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRunOrVerificationThatIsNotPossibleIsOneLine(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path file = Files.writeString(folder.resolve("file"), "");
        for (int i = 0; i < CASES; i++) {
            List<String> args = new ArrayList<>();
            boolean run = random.nextBoolean();
            args.add(run ? "run" : "verify");
            add(
                    args,
                    random,
                    run
                            ? SELECTION
                            : SELECTION.stream()
                                    .filter(option -> !option.name.equals("--on"))
                                    .toList());
            if (run) {
                add(args, random, RUN);
            }
            // so that a command line that happens to be right measures and verifies nothing
            args.addAll(run ? List.of("--out", file.resolve("run").toString()) : List.of("--on", "shm:nosuch"));
            assertEquals(ExitCodes.USAGE, answer(args), () -> "seed " + seed + ": " + args);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCommandIsAnsweredByAResultOrOneLine(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            List<String> args = new ArrayList<>();
            args.add(AnyText.of(random, "list", "report", "help", "--version", "--help"));
            if (random.nextBoolean()) {
                args.add(AnyText.of(random, "workloads", "waits", "/no/such/run", folder.toString(), "run"));
            }
            add(args, random, List.of(option("--format", "text", "csv"), option("--classpath", "x.jar")));
            if (!args.getFirst().equals("run")
                    && !args.getFirst().equals("verify")
                    && !args.getFirst().equals("doctor")) {
                answer(args);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void settingsAreTheSameAfterTheyWereText(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10 * CASES; i++) {
            Map<String, String> pairs = new LinkedHashMap<>();
            int size = random.nextInt(4);
            for (int pair = 0; pair < size; pair++) {
                pairs.put(
                        "n"
                                + AnyText.of(random, "capacity")
                                        .replaceAll("[;=]", "")
                                        .strip(),
                        AnyText.of(random, "4", "a=b", "/a/b.gz", "a;b", " a\\;b=c; ", "\\u0041", "a\\"));
            }
            assertEquals(pairs, Pairs.parse(Pairs.text(pairs)), () -> "seed " + seed);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTimeIsReadAsItWasMeantOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10 * CASES; i++) {
            String text = AnyText.of(random, "90s", "2m", "1h", "172800s", "48h", "2880m", "999999s");
            try {
                long seconds = Durations.parse("--budget", text).toSeconds();
                assertTrue(seconds > 0 && seconds <= 172_800, () -> "seed " + seed + ": " + text);
            } catch (BadInput refusal) {
                assertTrue(refusal.getMessage().startsWith("--budget is '"), refusal.getMessage());
            }
        }
    }

    private static void add(List<String> args, SplittableRandom random, List<Option> options) {
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Option option = options.get(random.nextInt(options.size()));
            args.add(random.nextInt(20) == 0 ? AnyText.of(random, option.name) : option.name);
            if (random.nextInt(20) > 0) {
                args.add(
                        random.nextInt(3) == 0
                                ? option.good.get(random.nextInt(option.good.size()))
                                : AnyText.of(random, option.good.toArray(String[]::new)));
            }
        }
    }

    /// @return the exit code, of an answer that is a result or one line
    private static int answer(List<String> args) {
        TypedCommands.Done done;
        try {
            done = TypedCommands.duality(args.toArray(String[]::new));
        } catch (RuntimeException | Error e) {
            return fail(args + " is answered by " + e, e);
        }
        String said = done.err();
        int exit = done.exit();
        if (exit == ExitCodes.DONE) {
            assertEquals("", said, args::toString);
        } else {
            assertEquals(ExitCodes.USAGE, exit, () -> args + " " + said);
            assertEquals("", done.out(), args::toString);
            assertEquals(1, said.lines().count(), () -> args + " " + said);
            assertTrue(said.startsWith("duality: "), () -> args + " " + said);
            assertTrue(
                    said.strip().codePoints().noneMatch(Character::isISOControl) && said.length() < 3_000,
                    () -> args + " " + said);
            assertTrue(!said.contains("Exception") && !said.contains("\tat "), () -> args + " " + said);
        }
        return exit;
    }
}
