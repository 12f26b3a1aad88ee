// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Each option with one dash, and each command with too many operands or too few.
class MistypedTest extends TypedCommands {
    /// All commands, and the one that they belong to.
    static Stream<CommandSpec> commands() {
        CommandLine duality = Duality.commandLine();
        return Stream.concat(
                Stream.of(duality.getCommandSpec()),
                duality.getSubcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(command -> !command.usageMessage().hidden()));
    }

    /// But for `help`, whose operands and options are the parser's.
    static Stream<CommandSpec> ours() {
        return commands().filter(command -> !command.name().equals("help"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void anOptionWithOneDashIsRefusedByTheNameThatItHas(CommandSpec command) {
        assertAll(command.options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> name.startsWith("--"))
                .flatMap(name -> Stream.of(List.of(name.substring(1)), List.of(name.substring(1), "rpc")))
                .map(typed -> () -> {
                    Done done = duality(line(command, typed));
                    String name = typed.getFirst();

                    assertEquals(ExitCodes.USAGE, done.exit(), done.onlyLine());
                    assertTrue(
                            done.onlyLine()
                                    .contains("there is no option '%s'; it has two dashes: -%s;".formatted(name, name)),
                            done.onlyLine());
                }));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandWithoutWhatItNeedsNamesAllOfIt(CommandSpec command) {
        List<ArgSpec> needed = command.args().stream().filter(ArgSpec::required).toList();
        if (needed.isEmpty()) {
            return;
        }
        Done done = duality(line(command, List.of()));

        assertEquals(ExitCodes.USAGE, done.exit(), done.onlyLine());
        assertAll(needed.stream().map(one -> () -> {
            String name = one instanceof OptionSpec option ? option.longestName() : one.paramLabel();
            String said = done.onlyLine();
            assertTrue(said.contains("duality: %s needs ".formatted(command.name())), said);
            assertTrue(said.substring(said.indexOf("; missing: ")).contains(name), said);
        }));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void aCommandWithAnOperandTooManySaysWhatItTakes(CommandSpec command) {
        boolean takesMore = command.positionalParameters().stream()
                .anyMatch(one -> one.arity().max() > 1);
        if (takesMore || !command.subcommands().isEmpty()) {
            return;
        }
        List<String> typed = new ArrayList<>();
        command.positionalParameters().forEach(one -> {
            Iterable<String> words = one.completionCandidates();
            typed.add(words == null ? "x" : words.iterator().next());
        });
        typed.add("extra");
        command.args().stream()
                .filter(one -> one instanceof OptionSpec && one.required())
                .forEach(one -> typed.addAll(List.of(((OptionSpec) one).longestName(), "x")));
        Done done = duality(line(command, typed));

        assertEquals(ExitCodes.USAGE, done.exit(), done.onlyLine());
        assertTrue(
                done.onlyLine()
                        .matches(
                                "duality: %s does not take 'extra'; (a workload is named by --workload|it takes .*); see .*"
                                        .formatted(command.name())),
                done.onlyLine());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compare ONE | compare needs BASELINE and RUN; missing: RUN (The folder of a second run, or of several)",
                "list | list needs WHAT; missing: WHAT (one of workloads, substrates, protocols, presets, waits, machines)",
                "run rpc | run does not take 'rpc'; a workload is named by --workload",
                "report a b | report does not take 'b'; it takes RUN and options",
                "generate-completion foo | generate-completion does not take 'foo'; it takes options alone",
                "doctor x | doctor does not take 'x'; it takes options alone",
                "run --workload | --workload needs NAME, and nothing follows it",
                "run --budget --forks 3 | --budget needs TIME, but '--forks' follows it",
                "report --format --out x | --format needs <format>, but '--out' follows it",
                "run --forks -- | --forks needs N, but '--' follows it",
                "run --dry-run=maybe | --dry-run is 'maybe', but must be true or false, or without a value",
                "verify --workload mine | one of a jar of yours needs --classpath JAR",
                "verify --on messaging:mine | one of a jar of yours needs --classpath JAR",
                "run --on messaging:mine | one of a jar of yours needs --classpath JAR"
            })
    void theLineSaysWhatToDo(String typed, String says) {
        Done done = duality(typed.strip().split(" "));

        assertEquals(ExitCodes.USAGE, done.exit());
        assertTrue(done.onlyLine().contains(says), done.onlyLine());
    }

    @Test
    void aShortOptionStillTakesItsValue() {
        Done done = duality("run", "-w", "counter", "-o=shm:lockfree", "--dry-run");

        assertEquals(ExitCodes.DONE, done.exit(), done.err());
        assertTrue(done.out().startsWith("counter/"), done.out());
    }

    private static String[] line(CommandSpec command, List<String> typed) {
        List<String> words = new ArrayList<>();
        if (command.parent() != null) {
            words.add(command.name());
        }
        words.addAll(typed);
        return words.toArray(String[]::new);
    }
}
