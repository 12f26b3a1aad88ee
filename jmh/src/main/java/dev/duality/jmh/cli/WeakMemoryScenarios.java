// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.shm.Waiting;
import dev.duality.shm.structure.Structure;
import dev.duality.simulation.memory.MemoryScenario;
import dev.duality.simulation.memory.ShortProgram;
import dev.duality.simulation.memory.ShortPrograms;
import dev.duality.simulation.memory.SideScenario;
import dev.duality.simulation.memory.StructureScenario;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The scenarios on weak memory that an order comes to: of each side its short programs, or else its script.
///
/// @param withLonger whether structures have longer scenarios, too, if nobody says how many calls there are
record WeakMemoryScenarios(Catalog catalog, WeakMemoryReport.Order order, boolean withLonger) {
    private static final int OPERATIONS = 2; // of each worker, when nobody says

    /// Those that are asked for, one at least.
    /// @throws BadInput if there are none
    List<MemoryScenario> all() {
        List<MemoryScenario> all = allScenarios();
        List<MemoryScenario> chosen = all.stream()
                .filter(one -> order.scenario().stream().allMatch(one.name()::equals))
                .toList();
        if (chosen.isEmpty()) {
            throw new BadInput("--scenario: there is no '%s' here; there are\n    %s"
                    .formatted(
                            order.scenario().orElseThrow(),
                            String.join(
                                    "\n    ",
                                    all.stream().map(MemoryScenario::name).toList())));
        }
        return chosen;
    }

    /// The sides that are asked for and that weak memory cannot run, each with the reason.
    SequencedMap<String, String> rejected() {
        SequencedMap<String, String> rejected = new LinkedHashMap<>();
        if (!order.structures().isEmpty() || order.scenario().isPresent()) {
            return rejected;
        }
        for (Workload workload : order.workloads()) {
            for (Side side : catalog.sides(workload)) {
                if (Selection.matches(order.substrates(), side)) {
                    Setting setting = Setting.of(workload, Values.of(workload, own(workload)));
                    SideScenario.rejects(side, setting, catalog.transports())
                            .ifPresent(reason ->
                                    rejected.put("%s on %s".formatted(workload.name(), side.substrate()), reason));
                }
            }
        }
        return rejected;
    }

    private List<MemoryScenario> allScenarios() {
        if (!order.structures().isEmpty()) {
            return order.structures().stream().flatMap(this::ofStructure).toList();
        }
        List<MemoryScenario> scenarios = new ArrayList<>();
        for (Workload workload : order.workloads()) {
            Workload witnessed = SideScenario.witnessed(workload);
            for (Side side : catalog.sides(witnessed)) {
                if (Selection.matches(order.substrates(), side)) {
                    List<SideScenario> programs = ofPrograms(witnessed, side);
                    scenarios.addAll(programs);
                    if (programs.isEmpty()) {
                        scenarios.addAll(ofScript(witnessed, side));
                    }
                }
            }
        }
        if (scenarios.isEmpty()) {
            throw new BadInput(
                    "none of these sides runs on weak memory: it sees regions, so take shm:..., messaging:ring or a transport that says that it lies in them, and leave out what calls the operating system");
        }
        return scenarios;
    }

    /// Longer ones come last, since they find least in the same time; a number of calls that is asked for is all there
    /// is, and mutants have to be caught by the short ones.
    private Stream<MemoryScenario> ofStructure(Structure<?> structure) {
        List<MemoryScenario> asked = StructureScenario.of(
                structure, order.waiting(), order.operations().orElse(StructureScenario.CALLS));
        return order.operations().isPresent() || !withLonger
                ? asked.stream()
                : Stream.concat(asked.stream(), StructureScenario.longer(structure, order.waiting()).stream());
    }

    private List<SideScenario> ofScript(Workload workload, Side side) {
        Setting base = Setting.of(workload, Values.of(workload, own(workload))).withSeed(order.seed());
        List<Integer> workers = order.workers().isEmpty() ? List.of(2) : order.workers();
        return workers.stream()
                .flatMap(count -> settings(side, base.withWorkers(count)).stream())
                .map(setting -> SideScenario.ofScript(
                        workload, side, setting, order.operations().orElse(OPERATIONS)))
                .toList();
    }

    /// None if values, or a number of workers or operations, are asked for, since a program has its own.
    private List<SideScenario> ofPrograms(Workload workload, Side side) {
        if (!own(workload).isEmpty()
                || !order.workers().isEmpty()
                || order.operations().isPresent()) {
            return List.of();
        }
        return ShortPrograms.ALL.stream()
                .filter(program -> program.workload().equals(workload.name())
                        && program.substrate().equals(side.substrate()))
                .flatMap(program -> settings(side, setting(workload, program)).stream()
                        .limit(program.waits() ? Long.MAX_VALUE : 1)
                        .map(setting -> new SideScenario(workload, side, setting, program)))
                .toList();
    }

    private static Setting setting(Workload workload, ShortProgram program) {
        return Setting.of(workload, Values.of(workload, program.values()))
                .withWorkers(program.workers().size());
    }

    /// The setting with each way to wait, as far as the side has it and runs on weak memory with it.
    private List<Setting> settings(Side side, Setting base) {
        List<Waiting> waits = order.waiting().map(List::of).orElse(StructureScenario.WAITS);
        return waits.stream()
                .filter(wait -> side.waits().isEmpty() || side.waits().contains(wait.kind()))
                .map(base::withWait)
                .filter(setting -> SideScenario.rejects(side, setting, catalog.transports())
                        .isEmpty())
                .toList();
    }

    /// Those of the given values that are parameters of the workload.
    private Map<String, String> own(Workload workload) {
        return order.workloads().size() > 1 ? Values.own(workload, order.values()) : order.values();
    }
}
