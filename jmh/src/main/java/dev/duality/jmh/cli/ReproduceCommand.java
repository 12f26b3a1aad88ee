// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.reproduce.MeasuredGates;
import dev.duality.results.PlainText;
import dev.duality.results.Run;
import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.publish.MarkedFile;
import dev.duality.results.table.Table;
import dev.duality.simulation.gate.Constant;
import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateVerdict;
import dev.duality.simulation.reproduce.Gates;
import dev.duality.simulation.reproduce.Reproduction;
import dev.duality.workloads.BadInput;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Lays published results beside ours.
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description =
                "Lay published results beside ours: counts and laws of protocols, played in virtual time. The same"
                        + " on every machine; a minute. Exit 1 if one is missed, as gate 113 is.",
        footerHeading = "%n",
        footer = {
            "What --set knows is shown by --list. Ratios of times need a machine: with --run they are found in a run, and",
            "judged where it had four cores.",
            "",
            "Examples:",
            "  duality reproduce",
            "  duality reproduce --gate 44,45 --set process=100",
            "  duality reproduce --gate 20-29,54",
            "  duality run --preset gates --out runs/gates",
            "  duality reproduce --run runs/gates"
        })
final class ReproduceCommand implements Callable<Integer> {
    private static final String MARKER = "duality reproduce";
    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?: ?- ?(\\d{1,4}))?");
    private static final String MARKER_OF_RUN = "duality reproduce --run";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--gate",
            paramLabel = "N",
            split = ",",
            description = "Numbers of those to reproduce, and ranges such as 20-29; all when you do not say.")
    private List<String> asked = new ArrayList<>();

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Set a constant of the models.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--list", description = "Show what there is to reproduce and to set, and do nothing.")
    private boolean list;

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description = "Find ratios of times in this run, one of --preset gates, in place of counts and laws.")
    private Path run;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Put the table into a Markdown file, between its markers; results/README.md has them.")
    private String write;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Gate> gates = chosen(run == null ? Gates.all() : measured());
        Constants constants = new Constants(given());
        if (list) {
            out.print(Table.untitled(gates.stream()
                            .map(gate -> List.of(
                                    Integer.toString(gate.number()), "%s (%s)".formatted(gate.what(), gate.source())))
                            .toList())
                    .block());
            out.printf("%nconstants for --set%n");
            out.print(Table.untitled(Arrays.stream(Constant.values())
                            .map(one ->
                                    List.of("    " + one.label(), one.initial() + " " + one.unit(), one.description()))
                            .toList())
                    .block());
            out.flush();
            return ExitCodes.DONE;
        }
        MarkedFile file = write == null ? null : markdownFile();
        List<Reproduction> all = new ArrayList<>();
        try (News news = News.ticking(line -> Duality.tell(spec.commandLine(), line))) {
            for (Gate gate : gates) {
                news.now("gate %d, %d of %d".formatted(gate.number(), all.size() + 1, gates.size()));
                Reproduction one = new Reproduction(gate, gate.check().apply(constants));
                all.add(one);
                out.print(one.lines());
                out.flush();
            }
        }
        out.println(Reproduction.summary(all, set.isEmpty() ? Gates.knownToMiss() : Map.of()));
        out.flush();
        if (file != null) {
            file.write(Reproduction.markdown(all));
        }
        return count(all, GateVerdict.MISSED) == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private static long count(List<Reproduction> all, GateVerdict verdict) {
        return all.stream().filter(one -> one.finding().verdict() == verdict).count();
    }

    private List<Gate> measured() {
        if (!set.isEmpty()) {
            throw new BadInput("--set is for models, and --run has none; leave one of them out");
        }
        RunFolder folder = RunFolder.open(run);
        tellJars(folder.run());
        return MeasuredGates.of(Findings.of(folder)).stream()
                .map(Reproduction::gate)
                .toList();
    }

    /// Rows of somebody else's code are told with it, whatever is found in them.
    private void tellJars(Run measured) {
        measured.jars()
                .forEach(jar -> Duality.print(
                        spec.commandLine(), PlainText.line("measured with " + jar.text()) + System.lineSeparator()));
    }

    /// Of a range, those that there are.
    private List<Gate> chosen(List<Gate> all) {
        Set<Integer> numbers = new LinkedHashSet<>();
        for (String one : asked) {
            List<Integer> named = numbers(one);
            if (named.size() > 1) {
                named = named.stream()
                        .filter(number -> all.stream().anyMatch(gate -> gate.number() == number))
                        .toList();
                refuse(
                        named.isEmpty(),
                        "--gate is %s, and there is none of these%s".formatted(one, run == null ? "" : " in a run"));
            }
            numbers.addAll(named);
        }
        for (int number : numbers) {
            if (all.stream().noneMatch(gate -> gate.number() == number)) {
                refuse(
                        run == null && MeasuredGates.NUMBERS.contains(number),
                        "gate %d is a ratio of times, and found in a run: add --run RUN, where RUN is one of `duality run --preset gates`"
                                .formatted(number));
                refuse(
                        run != null && Gates.all().stream().anyMatch(gate -> gate.number() == number),
                        "gate %d needs no run; leave --run out".formatted(number));
                throw new BadInput("there is no gate %d; there are %s; %s also %s"
                        .formatted(
                                number,
                                listed(all.stream().map(Gate::number)),
                                run == null ? "with --run" : "without --run",
                                listed(
                                        run == null
                                                ? MeasuredGates.NUMBERS.stream()
                                                : Gates.all().stream().map(Gate::number))));
            }
        }
        return numbers.isEmpty()
                ? all
                : all.stream().filter(gate -> numbers.contains(gate.number())).toList();
    }

    private static String listed(Stream<Integer> numbers) {
        return numbers.sorted().map(number -> Integer.toString(number)).collect(Collectors.joining(", "));
    }

    private static void refuse(boolean wrong, String line) {
        if (wrong) {
            throw new BadInput(line);
        }
    }

    /// Such as `12`, or all of `20-29`.
    private static List<Integer> numbers(String text) {
        Matcher range = RANGE.matcher(text.strip());
        if (!range.matches()) {
            throw new BadInput(
                    "--gate is '%s', but must be a number such as 12, or a range such as 20-29".formatted(text));
        }
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (last < first) {
            throw new BadInput(
                    "--gate is %s, but a range begins with the lower number; use %d-%d".formatted(text, last, first));
        }
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        for (String one : set) {
            int at = one.indexOf('=');
            if (at < 1) {
                throw new BadInput("--set is '%s', but must be name=value, such as loss=0.3".formatted(one));
            }
            given.put(one.substring(0, at), one.substring(at + 1));
        }
        return given;
    }

    private MarkedFile markdownFile() {
        if (!asked.isEmpty() || !set.isEmpty()) {
            throw new BadInput("--write wants the whole table with the papers' constants; leave out --gate and --set");
        }
        try {
            return MarkedFile.read(Path.of(write), run == null ? MARKER : MARKER_OF_RUN);
        } catch (InvalidPathException e) {
            throw new BadInput("--write is '%s', which is no file name".formatted(write), e);
        }
    }
}
