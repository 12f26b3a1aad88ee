// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.cell.Collector;
import dev.duality.jmh.cell.Neighbour;
import dev.duality.jmh.cell.Surroundings;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.load.LoadShape;
import dev.duality.results.Cell;
import dev.duality.results.ContractRecord;
import dev.duality.results.Floor;
import dev.duality.results.Load;
import dev.duality.results.ParameterValue;
import dev.duality.results.RowClass;
import dev.duality.results.Run;
import dev.duality.shm.SplitMix64;
import dev.duality.shm.Waiting;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The measurements that a run will make, in order.
///
/// @param cells what is measured
/// @param skipped what was asked for and cannot be measured here
/// @param rounds how often each cell is forked; a round forks each cell once, so that rivals take turns
/// @param seed what the order within each round is drawn from
/// @param floorMillis how long each look at the floor takes; 0 where there is none to look at
/// @param budget what it was planned for
/// @param limit when it is spent, nothing but the first round goes on: the budget that a user gave, or a quarter more
///     than the preset's (more where loads wait for a floor), so that a plan that was a little short does not end with
///     fewer forks of some cells than of others
public record Plan(
        List<Planned> cells,
        List<Skipped> skipped,
        int rounds,
        long seed,
        long floorMillis,
        Duration budget,
        Duration limit) {
    /// The most times that a fork is begun, if loads of it are lacking each time because the machine moved.
    public static final int MOST_TURNS = 3;

    /// A cell, and the order its forks get.
    public record Planned(Cell cell, ForkOrder order) {}

    /// A cell that cannot be measured here.
    /// @param reason one line
    public record Skipped(Cell cell, String reason) {}

    /// One fork.
    public sealed interface Step {
        ForkOrder order();

        /// The name that the user reads while it runs.
        String name();
    }

    /// A fork of a cell.
    /// @param round from 1
    /// @param turn from 1; later ones are made while the run goes on
    /// @param attempt the number of its first attempt at its loads, from 1
    public record Fork(Planned planned, int round, int rounds, int turn, int attempt) implements Step {
        @Override
        public ForkOrder order() {
            return planned.order;
        }

        @Override
        public String name() {
            return planned.cell.id() + ", fork " + round + " of " + rounds + (turn == 1 ? "" : ", again");
        }

        /// The same fork once more, since the machine moved; empty if it has had its turns.
        /// @param attempts that it made
        public Optional<Fork> again(int attempts) {
            return turn < MOST_TURNS
                    ? Optional.of(new Fork(planned, round, rounds, turn + 1, attempt + attempts))
                    : Optional.empty();
        }
    }

    /// A look at the machine itself.
    public record Look(ForkOrder.Machine order) implements Step {
        @Override
        public String name() {
            return "floor";
        }
    }

    public Plan {
        cells = List.copyOf(cells);
        skipped = List.copyOf(skipped);
    }

    /// The run of these cells, as it begins.
    /// @param of what the command knows of it, without cells
    public Run begin(Run of) {
        return of.withPlan(Stream.concat(
                        cells.stream().map(Planned::cell), skipped.stream().map(Skipped::cell))
                .toList());
    }

    /// All forks in order: the floor before, after so many forks, and in the end. Each round is made of blocks, all
    /// rivals of one workload side by side; the blocks and the cells of each are in an order of their own in each
    /// round, drawn from the seed, so that nothing that has a period on the machine meets the same cells each time.
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        look(Floor.When.BEFORE, steps);
        for (int round = 1; round <= rounds; round++) {
            for (Planned planned : shuffled(round)) {
                if (steps.size() % MOST_WITHOUT_FLOOR == 0) {
                    look(Floor.When.BETWEEN, steps);
                }
                steps.add(new Fork(planned, round, rounds, 1, 1));
            }
        }
        look(Floor.When.AFTER, steps);
        return steps;
    }

    private List<Planned> shuffled(int round) {
        Map<String, List<Planned>> blocks = new LinkedHashMap<>();
        cells.forEach(planned -> blocks.computeIfAbsent(planned.cell.workload(), _ -> new ArrayList<>())
                .add(planned));
        Random random = new Random(SplitMix64.of(seed + SplitMix64.of(round)));
        List<List<Planned>> order = new ArrayList<>(blocks.values());
        Collections.shuffle(order, random);
        order.forEach(block -> Collections.shuffle(block, random));
        return order.stream().flatMap(List::stream).toList();
    }

    private static final int MOST_WITHOUT_FLOOR = 20;

    private void look(Floor.When when, List<Step> steps) {
        if (floorMillis > 0) {
            steps.add(new Look(new ForkOrder.Machine(when, floorMillis)));
        }
    }

    /// The garbage collectors that its forks are to have.
    public List<Collector> collectors() {
        return cells.stream()
                .flatMap(planned -> planned.order().around().collector().stream())
                .distinct()
                .toList();
    }

    /// Whether it should take no longer than the budget that it was planned for.
    public boolean fits() {
        return plannedMillis() <= budget.toMillis();
    }

    /// The time that it should take, in milliseconds.
    public long plannedMillis() {
        return steps().stream().mapToLong(step -> step.order().plannedMillis()).sum();
    }

    /// A cell whose times are not known yet: what a fork opens, and what the run says of it. [#planned] when they are.
    record Draft(CellSpec spec, Cell cell, OpenLoops open) {
        private static final int VERIFIED = 5_000;

        /// Some are asked for one by one, each by a line there and back.
        private static final int VERIFIED_ON_HOSTS = 500;

        /// Compilers are done by then, also where both cores are busy.
        private static final long COLD_MILLIS = 2_000;

        /// Of a value that is longer an id has the beginning.
        static final int LONGEST_VALUE = 40;

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
                            side.waits().isEmpty()
                                    ? Cell.NO_WAIT
                                    : spec.waiting().label(),
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

        /// T1, once for each workload and its parameters, whatever the placement: one thread has nobody elsewhere.
        static Draft plain(Workload workload, Setting setting, Set<String> varied) {
            Setting alone = setting.withWorkers(1)
                    .withOwners(1)
                    .withWindow(1)
                    .withWait(Setting.WAITING)
                    .withPlacement(Placement.THREADS);
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

        /// The same cell from the first operation of a JVM on.
        Draft coldly() {
            return named(spec, "/cold", Map.of(Cell.COLD, new ParameterValue("yes", "")));
        }

        /// The same cell with that around it, which its name says where it is not the usual.
        Draft within(Surroundings around) {
            return named(
                    spec.within(around),
                    around.collector().map(collector -> "/" + collector.label()).orElse("")
                            + (around.neighbour() == Neighbour.NONE
                                    ? ""
                                    : "/neighbour=" + around.neighbour().label()),
                    CellTerms.around(around));
        }

        private Draft named(CellSpec what, String suffix, Map<String, ParameterValue> more) {
            Map<String, ParameterValue> params = new LinkedHashMap<>(cell.params());
            params.putAll(more);
            return new Draft(
                    what,
                    new Cell(
                            cell.id() + suffix,
                            cell.workload(),
                            cell.substrate(),
                            cell.rowClass(),
                            cell.workers(),
                            cell.servers(),
                            cell.oversubscribed(),
                            cell.waits(),
                            cell.payloadBytes(),
                            cell.window(),
                            params,
                            cell.loads(),
                            cell.contract(),
                            cell.lineTransfers()),
                    open);
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
            return (int)
                    cell.loads().stream().filter(Load.Open.class::isInstance).count();
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
        Planned planned(Budget budget) {
            if (cell.startsCold()) {
                return new Planned(cell, new ForkOrder.Cold(spec, COLD_MILLIS));
            }
            boolean hasJob = cell.loads().stream().anyMatch(Load.Job.class::isInstance);
            return new Planned(
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
}
