// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.reproduce.Constants;
import dev.duality.jmh.reproduce.Gate;
import dev.duality.jmh.reproduce.Gates;
import dev.duality.jmh.reproduce.Reproduction;
import dev.duality.jmh.reproduce.Verdict;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
                        + " on every machine; a minute. Exit 1 if one is missed.",
        footer = {"", "What --set knows is shown by --list."})
final class ReproduceCommand implements Callable<Integer> {
    private static final String BEGIN = "<!-- duality reproduce: begin -->";
    private static final String END = "<!-- duality reproduce: end -->";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--gate",
            paramLabel = "N",
            split = ",",
            description = "Numbers of those to reproduce; all when you do not say.")
    private List<Integer> numbers = new ArrayList<>();

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Set a constant of the models.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--list", description = "Show what there is to reproduce and to set, and do nothing.")
    private boolean list;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Put the table into a Markdown file, between its markers; results/README.md has them.")
    private String write;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Gate> gates = chosen();
        Constants constants = new Constants(given());
        if (list) {
            gates.forEach(gate -> out.printf("%-3d %s (%s)%n", gate.number(), gate.what(), gate.source()));
            out.printf("%nconstants for --set%n");
            Constants.ALL.forEach(
                    one -> out.printf("    %-12s %s %s   %s%n", one.name(), one.initial(), one.unit(), one.about()));
            out.flush();
            return ExitCodes.DONE;
        }
        Path file = write == null ? null : markdownFile();
        List<Reproduction> all = new ArrayList<>();
        for (Gate gate : gates) {
            Reproduction one = new Reproduction(gate, gate.check().apply(constants));
            all.add(one);
            out.print(one.lines());
            out.flush();
        }
        long met = all.stream()
                .filter(one -> one.finding().verdict() == Verdict.MET)
                .count();
        out.printf("%d of %d met%n", met, all.size());
        out.flush();
        if (file != null) {
            put(Reproduction.markdown(all), file);
        }
        return met == all.size() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private List<Gate> chosen() {
        List<Gate> all = Gates.all();
        for (int number : numbers) {
            if (all.stream().noneMatch(gate -> gate.number() == number)) {
                throw new BadInput("there is no gate %d; there are %s"
                        .formatted(
                                number,
                                String.join(
                                        ", ",
                                        all.stream()
                                                .map(gate -> Integer.toString(gate.number()))
                                                .toList())));
            }
        }
        return numbers.isEmpty()
                ? all
                : all.stream().filter(gate -> numbers.contains(gate.number())).toList();
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

    private Path markdownFile() {
        if (!numbers.isEmpty() || !set.isEmpty()) {
            throw new BadInput("--write wants the whole table with the papers' constants; leave out --gate and --set");
        }
        try {
            Path file = Path.of(write);
            String text = Files.readString(file);
            if (text.indexOf(BEGIN) < 0 || text.indexOf(END) < text.indexOf(BEGIN)) {
                throw new BadInput("%s has no place for the table; it needs a line %s and, behind it, a line %s"
                        .formatted(write, BEGIN, END));
            }
            return file;
        } catch (IOException | InvalidPathException e) {
            throw new BadInput(
                    "--write is '%s', which cannot be read; name a file with the two markers, such as results/README.md"
                            .formatted(write));
        }
    }

    private static void put(String table, Path file) {
        try {
            String text = Files.readString(file);
            Files.writeString(
                    file,
                    text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                            + "\n"
                            + table
                            + text.substring(text.indexOf(END)));
        } catch (IOException e) {
            throw new BadInput("%s cannot be written: %s".formatted(file, e.getMessage()));
        }
    }
}
