// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.plan.Preset;
import dev.duality.shm.WaitStrategy;
import dev.duality.simulation.multicore.Machines;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocols;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The lists of what there is, which `list` prints, or shows as JSON.
final class Inventory {
    private static final int TWO_CORES = 2;

    private Inventory() {}

    /// One thing that there is.
    sealed interface Line {}

    /// A workload, as `--json` shows it.
    record WorkloadLine(String name, String about, List<ParameterLine> parameters, List<String> substrates)
            implements Line {}

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
            String name, String about, String contract, boolean available, String reason, List<String> workloads)
            implements Line {}

    /// A machine that can be simulated, as `--json` shows it.
    record MachineLine(
            String name, String about, int threads, List<String> classes, List<String> sources, String assumed)
            implements Line {}

    /// A protocol of a workload, as `--json` shows it.
    ///
    /// @param withstands the faults in spite of which its answers stay right
    record ProtocolLine(
            String workload,
            String name,
            String about,
            int leastNodes,
            List<String> withstands,
            List<ParameterLine> parameters)
            implements Line {}

    /// A preset of runs, as `--json` shows it.
    ///
    /// @param time how long it takes on two cores
    /// @param workloads those that it measures when nobody names one
    record PresetLine(String name, String about, String time, int forks, List<String> workloads) implements Line {}

    /// A way to wait, as `--json` shows it.
    record WaitLine(String name, String about) implements Line {}

    static List<WorkloadLine> workloads(Catalog catalog) {
        return catalog.workloads().stream()
                .map(workload -> new WorkloadLine(
                        workload.name(),
                        workload.description(),
                        workload.parameters().stream().map(Inventory::parameter).toList(),
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

    static List<SubstrateLine> substrates(Catalog catalog) {
        Map<String, Side> sides = new LinkedHashMap<>();
        Map<String, SequencedMap<String, List<String>>> workloads = new LinkedHashMap<>();
        for (Workload workload : catalog.workloads()) {
            for (Side side : catalog.sides(workload)) {
                sides.putIfAbsent(side.substrate(), side);
                workloads
                        .computeIfAbsent(side.substrate(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(side.description(), _ -> new ArrayList<>())
                        .add(workload.name());
            }
        }
        List<Side> sorted = new ArrayList<>(sides.values());
        sorted.sort((a, b) -> Boolean.compare(b.sharesMemory(), a.sharesMemory()));
        return Stream.concat(
                        sorted.stream()
                                .map(side -> line(
                                        side,
                                        workloads.get(side.substrate()),
                                        catalog.workloads().size())),
                        catalog.absent().stream().map(Inventory::absent))
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

    /// @param described what each workload's side says of itself, and which workloads say so
    private static SubstrateLine line(Side side, SequencedMap<String, List<String>> described, int all) {
        Optional<String> reason = side.unavailable();
        List<String> workloads =
                described.values().stream().flatMap(List::stream).toList();
        String about = described.size() == 1 && workloads.size() == all
                ? side.description()
                : described.entrySet().stream()
                        .map(one -> one.getKey() + " (" + String.join(", ", one.getValue()) + ")")
                        .collect(Collectors.joining("; "));
        String contract = side.sharesMemory() ? "" : side.contract().toString();
        return new SubstrateLine(side.substrate(), about, contract, reason.isEmpty(), reason.orElse(""), workloads);
    }

    static List<ProtocolLine> protocols(Catalog catalog, Protocols known) {
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
                                        .map(Inventory::parameter)
                                        .toList())))
                .toList();
    }

    static List<PresetLine> presets(Catalog catalog) {
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

    static List<MachineLine> machines() {
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

    static List<WaitLine> waits() {
        return Arrays.stream(WaitStrategy.Kind.values())
                .map(kind -> new WaitLine(kind.label(), kind.description()))
                .toList();
    }
}
