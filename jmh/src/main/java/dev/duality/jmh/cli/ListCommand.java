// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.plan.Preset;
import dev.duality.results.Paragraph;
import dev.duality.results.table.JsonText;
import dev.duality.shm.WaitStrategy;
import dev.duality.simulation.multicore.Machines;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocols;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what there is.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Show the workloads with their parameters, the substrates, the protocols that are played in virtual time, the"
                        + " presets of runs, the ways to wait, or the machines that can be simulated.")
final class ListCommand implements Callable<Integer> {
    private static final int TWO_CORES = 2;
    private static final int INDENT = 4; // characters

    @Spec
    private CommandSpec spec;

    /// The lists that there are.
    enum What {
        workloads,
        substrates,
        protocols,
        presets,
        waits,
        machines
    }

    /// A workload, as `--json` shows it.
    record WorkloadLine(String name, String about, List<ParameterLine> parameters, List<String> substrates) {}

    /// A parameter, as `--json` shows it.
    ///
    /// @param initial empty if there is none, or if it would have to be measured
    record ParameterLine(String name, String about, String unit, String initial, String expected) {
        String example() {
            String blank = unit.isEmpty() ? "FILE" : "N";
            return name + "=" + (initial.isEmpty() ? blank : initial);
        }

        String text() {
            return "%s (%s)".formatted(about, expected);
        }
    }

    /// A substrate, as `--json` shows it.
    record SubstrateLine(
            String name, String about, String contract, boolean available, String reason, List<String> workloads) {}

    /// A machine that can be simulated, as `--json` shows it.
    record MachineLine(
            String name, String about, int threads, List<String> classes, List<String> sources, String assumed) {}

    /// A protocol of a workload, as `--json` shows it.
    ///
    /// @param withstands the faults in spite of which its answers stay right
    record ProtocolLine(
            String workload,
            String name,
            String about,
            int leastNodes,
            List<String> withstands,
            List<ParameterLine> parameters) {}

    /// A preset of runs, as `--json` shows it.
    ///
    /// @param time how long it takes on two cores
    /// @param workloads those that it measures when nobody names one
    record PresetLine(String name, String about, String time, int forks, List<String> workloads) {}

    /// A way to wait, as `--json` shows it.
    record WaitLine(String name, String about) {}

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private What what;

    @Option(names = "--json", description = "As JSON, for programs.")
    private boolean json;

    @Mixin
    private JarsOption jars;

    private int columns;

    @Override
    public Integer call() {
        columns = Tables.lineColumns();
        ClassLoader loader = jars.loader(line -> Duality.note(spec.commandLine(), line));
        Catalog catalog = Catalog.load(loader);
        List<?> lines = switch (what) {
            case workloads -> workloads(catalog);
            case substrates -> substrates(catalog);
            case protocols -> protocols(catalog, Protocols.load(loader));
            case presets -> presets(catalog);
            case waits -> waits();
            case machines -> machines();
        };
        if (json) {
            out().print(JsonText.of(lines));
        } else {
            lines.forEach(this::print);
        }
        out().flush();
        return ExitCodes.DONE;
    }

    private void print(Object line) {
        switch (line) {
            case WorkloadLine(String name, String about, var parameters, var substrates) -> {
                told("%-16s ".formatted(name), about);
                for (ParameterLine p : parameters) {
                    told("    --set %-24s ".formatted(p.example()), p.text(), "    --set ".length() + INDENT);
                }
                told("    on ", String.join(" ", substrates));
                out().println();
            }
            case SubstrateLine(String name, String about, String contract, boolean available, String reason, _) -> {
                String margin = " ".repeat(25);
                told("%-24s ".formatted(name), about);
                if (!contract.isEmpty()) {
                    told(margin, contract);
                }
                if (!available) {
                    told(margin, "NOT AVAILABLE: " + reason);
                }
            }
            case ProtocolLine(
                    String workload,
                    String name,
                    String about,
                    int least,
                    var withstands,
                    var parameters) -> {
                String margin = " ".repeat(28);
                told("%-12s %-14s ".formatted(workload, name), about);
                told(
                        margin,
                        "%d nodes or more; withstands %s"
                                .formatted(least, withstands.isEmpty() ? "no fault" : String.join(", ", withstands)));
                for (ParameterLine p : parameters) {
                    told(margin + "--set %-20s ".formatted(p.example()), p.text(), margin.length() + INDENT);
                }
            }
            case PresetLine(String name, String about, String time, int forks, var workloads) -> {
                told("%-12s ".formatted(name), about);
                told(
                        " ".repeat(13),
                        "about %s on two cores, %d forks of each cell; %s"
                                .formatted(time, forks, String.join(" ", workloads)));
            }
            case WaitLine(String name, String about) -> told("%-10s ".formatted(name), about);
            case MachineLine(String name, String about, int threads, var classes, var sources, String assumed) -> {
                String margin = " ".repeat(17);
                told("%-16s ".formatted(name), about);
                told(margin, "%d hardware threads; distances: %s".formatted(threads, String.join(", ", classes)));
                told(margin, "times from: " + String.join("; ", sources));
                if (!assumed.isEmpty()) {
                    told(margin, "assumed: " + assumed);
                }
            }
            default -> throw new IllegalStateException("no way to print " + line);
        }
    }

    /// Under its own beginning.
    private void told(String lead, String text) {
        told(lead, text, lead.length());
    }

    private void told(String lead, String text, int indent) {
        Paragraph.lines(lead, text, indent, columns).forEach(out()::println);
    }

    private static List<WorkloadLine> workloads(Catalog catalog) {
        return catalog.workloads().stream()
                .map(workload -> new WorkloadLine(
                        workload.name(),
                        workload.description(),
                        workload.parameters().stream()
                                .map(ListCommand::parameter)
                                .toList(),
                        catalog.sides(workload).stream().map(Side::substrate).toList()))
                .toList();
    }

    private static ParameterLine parameter(Parameter<?> p) {
        String unit = p.unit().isEmpty() ? "" : " " + p.unit();
        return new ParameterLine(
                p.name(),
                p.description(),
                p.unit(),
                p.measured().isPresent() ? "" : p.initial(),
                p.bounds().expected() + unit);
    }

    private static List<SubstrateLine> substrates(Catalog catalog) {
        Map<String, Side> sides = new LinkedHashMap<>();
        Map<String, List<String>> workloads = new LinkedHashMap<>();
        for (Workload workload : catalog.workloads()) {
            for (Side side : catalog.sides(workload)) {
                sides.putIfAbsent(side.substrate(), side);
                workloads
                        .computeIfAbsent(side.substrate(), _ -> new ArrayList<>())
                        .add(workload.name());
            }
        }
        List<Side> sorted = new ArrayList<>(sides.values());
        sorted.sort((a, b) ->
                Boolean.compare(b.substrate().startsWith("shm:"), a.substrate().startsWith("shm:")));
        return Stream.concat(
                        sorted.stream()
                                .map(side -> line(
                                        side,
                                        workloads.get(side.substrate()),
                                        catalog.workloads().size())),
                        catalog.absent().stream().map(ListCommand::absent))
                .toList();
    }

    private static SubstrateLine absent(Catalog.Peer peer) {
        return new SubstrateLine(
                "messaging:" + peer.name(),
                peer.description(),
                "",
                false,
                "its jar is not here; `./duality rivals --list` gets it once, and then it is",
                List.of());
    }

    private static SubstrateLine line(Side side, List<String> workloads, int all) {
        Optional<String> reason = side.unavailable();
        String about = workloads.size() == all
                ? side.description()
                : side.description() + " (" + String.join(", ", workloads) + ")";
        String contract =
                side.substrate().startsWith("shm:") ? "" : side.contract().toString();
        return new SubstrateLine(side.substrate(), about, contract, reason.isEmpty(), reason.orElse(""), workloads);
    }

    private static List<ProtocolLine> protocols(Catalog catalog, Protocols known) {
        return catalog.workloads().stream()
                .flatMap(workload -> known.of(workload).stream()
                        .map(protocol -> new ProtocolLine(
                                workload.name(),
                                protocol.name(),
                                protocol.description(),
                                protocol.leastNodes(),
                                protocol.withstands().stream()
                                        .sorted()
                                        .map(FaultKind::label)
                                        .toList(),
                                protocol.parameters().stream()
                                        .map(ListCommand::parameter)
                                        .toList())))
                .toList();
    }

    private static List<PresetLine> presets(Catalog catalog) {
        return Arrays.stream(Preset.values())
                .map(preset -> new PresetLine(
                        preset.label(),
                        preset.description(),
                        Durations.text(preset.budget(TWO_CORES)),
                        preset.forks(),
                        preset.workloads(
                                catalog.workloads().stream().map(Workload::name).toList())))
                .toList();
    }

    private static List<MachineLine> machines() {
        return Machines.NAMES.stream()
                .map(Machines::named)
                .map(machine -> new MachineLine(
                        machine.name(),
                        machine.title(),
                        machine.cores(),
                        machine.classes(),
                        machine.sources(),
                        machine.assumed()))
                .toList();
    }

    private static List<WaitLine> waits() {
        return Arrays.stream(WaitStrategy.Kind.values())
                .map(kind -> new WaitLine(kind.label(), kind.description()))
                .toList();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
