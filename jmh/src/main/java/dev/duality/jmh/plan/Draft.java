// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.load.LoadShape;
import dev.duality.results.Cell;
import dev.duality.results.ContractRecord;
import dev.duality.results.Load;
import dev.duality.results.RowClass;
import dev.duality.shm.Waiting;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// A cell whose times are not known yet: what a fork opens, and what the run says of it.
record Draft(CellSpec spec, Cell cell, OpenLoops open) {
    private static final int VERIFIED = 5_000;
    /// Of a value that is longer an id has the beginning.
    static final int LONGEST_VALUE = 40;

    private static final int VERIFIED_ON_HOSTS = 500; // some are asked for one by one, each by a line there and back

    /// The parts that a cell's open loops have in common, and the rates of those that follow from what it can do.
    /// @param shares parts of what the closed loop does
    /// @param queuePlaces of each worker's queue, which refuses what finds it full; 0 where whatever arrives waits
    record OpenLoops(LoadShape shape, List<Double> shares, int queuePlaces) {
        static final OpenLoops NONE = new OpenLoops(LoadShape.STEADY, List.of(), 0);
    }

    /// A workload on a side.
    /// @param varied the parameters in which a preset's cells differ
    /// @param cores how many threads can run at the same time here
    static Draft of(
            Workload workload,
            Side side,
            Setting setting,
            Set<String> varied,
            List<Load> loads,
            OpenLoops open,
            int cores) {
        CellSpec spec = CellSpec.of(workload, side.substrate(), setting);
        int servers = side.servers(setting);
        return new Draft(
                spec,
                new Cell(
                        id(spec)
                                + varied(setting, varied)
                                + shaped(loads, open.shape)
                                + (open.queuePlaces == 0 ? "" : "/queue=" + open.queuePlaces),
                        spec.workload(),
                        spec.substrate(),
                        CellTerms.rowClass(side, setting),
                        spec.workers(),
                        servers,
                        spec.workers() + servers > cores,
                        spec.waiting().label(),
                        setting.payloadBytes(),
                        spec.window(),
                        CellTerms.parameters(
                                workload,
                                setting,
                                shaped(loads, open.shape).isEmpty() ? LoadShape.STEADY : open.shape,
                                open.queuePlaces),
                        loads,
                        CellTerms.contract(side, setting),
                        OptionalDouble.of(side.lineTransfers())),
                open);
    }

    /// T1, once for each workload and its parameters.
    static Draft plain(Workload workload, Setting setting, Set<String> varied) {
        Setting alone = setting.withWorkers(1).withOwners(1).withWindow(1).withWait(Setting.WAITING);
        CellSpec spec = CellSpec.of(workload, Cell.PLAIN, alone);
        return new Draft(
                spec,
                new Cell(
                        id(spec) + varied(alone, varied),
                        spec.workload(),
                        spec.substrate(),
                        RowClass.IN_PLACE,
                        spec.workers(),
                        0,
                        false,
                        Cell.NO_WAIT,
                        alone.payloadBytes(),
                        spec.window(),
                        CellTerms.parameters(workload, alone),
                        List.of(new Load.Job(workload.operations(alone))),
                        ContractRecord.sharedState(ContractRecord.WHOLE),
                        OptionalDouble.of(0)),
                OpenLoops.NONE);
    }

    /// Of a cell that has an open loop whose operations do not lie at equal distances, how they do.
    private static String shaped(List<Load> loads, LoadShape shape) {
        return shape.equals(LoadShape.STEADY) || loads.stream().noneMatch(Load.Open.class::isInstance)
                ? ""
                : "/" + shape.text();
    }

    /// The fields that differ from the usual, in words.
    private static String id(CellSpec spec) {
        StringBuilder id = new StringBuilder(spec.workload() + "/" + spec.substrate() + "/w" + spec.workers());
        if (spec.owners() != 1) {
            id.append("/o").append(spec.owners());
        }
        if (spec.window() != 1) {
            id.append("/x").append(spec.window());
        }
        if (!spec.waiting().equals(Waiting.of(Setting.WAITING))) {
            id.append('/').append(spec.waiting().label());
        }
        if (spec.placement() != Placement.THREADS) {
            id.append('/').append(spec.placement().label());
        }
        return id.toString();
    }

    private static String varied(Setting setting, Set<String> varied) {
        return varied.isEmpty()
                ? ""
                : "/"
                        + varied.stream()
                                .map(name -> name + "="
                                        + brief(setting.values().all().get(name)))
                                .collect(Collectors.joining(","));
    }

    /// The part of a value that an id may have; of a file its name. The cell's parameters have all of it.
    private static String brief(String value) {
        String name = fileName(value).replaceAll("[^A-Za-z0-9._=+@-]", "_");
        return name.substring(0, Math.min(name.length(), LONGEST_VALUE));
    }

    private static String fileName(String value) {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /// Whether a parameter of the two has files of one name in two folders.
    /// @param path a parameter that both have
    boolean differsInFolderAlone(Draft other, String path) {
        String one = cell.params().get(path).value();
        String two = other.cell.params().get(path).value();
        return !one.equals(two) && fileName(one).equals(fileName(two));
    }

    String id() {
        return cell.id();
    }

    boolean isPlain() {
        return spec.substrate().equals(Cell.PLAIN);
    }

    /// The number of its open loops.
    int openLoops() {
        return (int) cell.loads().stream().filter(Load.Open.class::isInstance).count();
    }

    /// Of the open loops whose rate is known, in operations per second of all workers.
    private List<Double> rates() {
        return cell.loads().stream()
                .filter(Load.Open.class::isInstance)
                .flatMapToDouble(open -> ((Load.Open) open).perSecond().stream())
                .boxed()
                .toList();
    }

    /// With the order that its forks get.
    Plan.Planned planned(Budget budget) {
        boolean hasJob = cell.loads().stream().anyMatch(Load.Job.class::isInstance);
        return new Plan.Planned(
                cell,
                isPlain()
                        ? new ForkOrder.Plain(spec)
                        : new ForkOrder.Kernel(
                                spec,
                                spec.placement() == Placement.HOSTS ? VERIFIED_ON_HOSTS : VERIFIED,
                                budget.closed(),
                                new ForkOrder.Open(
                                        open.shape, rates(), open.shares, budget.openMillis(), open.queuePlaces),
                                hasJob ? budget.jobPasses() : 0));
    }
}
