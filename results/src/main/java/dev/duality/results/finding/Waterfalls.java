// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.SubstrateSide;
import dev.duality.results.finding.Waterfall.Step;
import dev.duality.results.finding.Waterfall.Sum;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Resampling;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// Takes the message rows of a run apart, where the run has the rows of the control `echo` that are the steps.
///
/// The work is what a workload costs in place beyond what the control costs in place: both hold the harness once, so
/// that it is not counted twice.
final class Waterfalls {
    static final String CONTROL = "echo";
    private static final String RING = "messaging:ring";
    private static final String SLEEPING = "park";

    private final Run run;
    private final Loads loads;
    private final List<Row> rows;
    private final Optional<FloorFinding> floor;

    private Waterfalls(Run run, Loads loads, List<Row> rows, Optional<FloorFinding> floor) {
        this.run = run;
        this.loads = loads;
        this.rows = rows.stream()
                .filter(row ->
                        row.closed().isPresent() && !row.cell().startsCold()) // controls are found by no parameter
                .toList();
        this.floor = floor;
    }

    static List<Waterfall> of(Run run, Loads loads, List<Row> rows, Optional<FloorFinding> floor) {
        boolean asked = run.plan().stream()
                .anyMatch(cell ->
                        cell.workload().equals(CONTROL) && cell.substrate().equals("shm:line"));
        return asked ? new Waterfalls(run, loads, rows, floor).all() : List.of();
    }

    private List<Waterfall> all() {
        return rows.stream()
                .filter(row -> !row.cell().workload().equals(CONTROL))
                .filter(row -> isPair(row.cell()) && row.cell().substrate().equals(RING))
                .filter(row -> !row.cell().waits().equals(SLEEPING))
                .map(this::waterfall)
                .toList();
    }

    /// A cell that the figure was made for, and which figures were not found.
    private record Wanted(List<Row> found, List<String> missing) {
        Optional<Row> add(String what, Optional<Row> row) {
            row.ifPresentOrElse(found::add, () -> missing.add(what));
            return row;
        }
    }

    private Waterfall waterfall(Row target) {
        Cell cell = target.cell();
        int bytes = cell.payloadBytes();
        String waits = cell.waits();
        Wanted wanted = new Wanted(new ArrayList<>(), new ArrayList<>());
        if (bothWays(cell)) {
            wanted.missing.add("a script whose data all go one way (use writes=0)");
        }
        if (floor.isEmpty()) {
            wanted.missing.add("a floor");
        }
        Optional<Row> line = wanted.add("echo on shm:line", control("shm:line", 0, waits));
        Optional<Row> bare = wanted.add("echo on shm:ring without data", control("shm:ring", 0, waits));
        Optional<Row> full = wanted.add(
                "echo on shm:ring with " + Digits.whole(bytes) + " bytes", control("shm:ring", bytes, waits));
        Optional<Row> sent =
                wanted.add("echo on " + RING + " with " + Digits.whole(bytes) + " bytes", control(RING, bytes, waits));
        Optional<Row> direct = wanted.add("echo on shm:direct with " + Digits.whole(bytes) + " bytes", direct(bytes));
        Optional<Row> inPlace = wanted.add(
                cell.workload() + " on shm, 1 worker and no server",
                quickest(
                        row -> row.cell().side() == SubstrateSide.SHM && alone(row.cell()) && alike(row.cell(), cell)));
        if (!wanted.missing.isEmpty()) {
            return new Waterfall.Incomplete(cell, wanted.missing);
        }
        Optional<Regime> own = loads.regimes().main();
        Spread looks = floor.orElseThrow().roundTripNanos();
        double least = own.map(Regime::floorNanos).orElse(looks.median());
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                "the floor: one line, there and back",
                least,
                Optional.of(new Interval(
                        own.map(Regime::lowestNanos).orElse(looks.lowest()),
                        own.map(Regime::highestNanos).orElse(looks.highest()))),
                own.isPresent() ? "probes of the floor beside the loads" : "row 0"));
        steps.add(step(
                "a word each way, pauses, ordered publish", "echo shm:line - floor", nanos -> nanos[0] - least, line));
        steps.add(step("queue protocol", "echo shm:ring - shm:line", Waterfalls::difference, bare, line));
        if (bytes > 0) {
            steps.add(step(
                    "copies of " + Digits.whole(bytes) + " bytes",
                    "echo shm:ring, with data - without",
                    Waterfalls::difference,
                    full,
                    bare));
        }
        steps.add(step(
                "marshalling: messages, nodes, host",
                "echo messaging:ring - shm:ring",
                Waterfalls::difference,
                sent,
                full));
        steps.add(step(
                "the work itself",
                cell.workload() + " " + inPlace.orElseThrow().cell().substrate() + " - echo shm:direct",
                Waterfalls::difference,
                inPlace,
                direct));
        List<Row> parts = List.of(sent.orElseThrow(), inPlace.orElseThrow(), direct.orElseThrow());
        List<Sum> sums = new ArrayList<>();
        sums.add(sum(target, Optional.empty(), parts));
        extra(RING, SLEEPING, "wake-up: park instead of " + waits, "echo messaging:ring, park - " + waits, sent, bytes)
                .ifPresent(step -> like(target.cell(), RING, SLEEPING)
                        .ifPresent(row ->
                                sums.add(sum(row, Optional.of(step), with(parts, control(RING, bytes, SLEEPING))))));
        extra(
                        "messaging:chronicle",
                        waits,
                        "persistence: the queue is a file",
                        "echo messaging:chronicle - messaging:ring",
                        sent,
                        bytes)
                .ifPresent(step -> like(target.cell(), "messaging:chronicle", waits)
                        .ifPresent(row -> sums.add(sum(
                                row, Optional.of(step), with(parts, control("messaging:chronicle", bytes, waits))))));
        Grade grade = wanted.found.stream()
                .map(row -> row.closed().orElseThrow().grade())
                .reduce(target.closed().orElseThrow().grade(), Grade::and);
        return new Waterfall.Complete(
                cell, inPlace.orElseThrow().cell(), nanos(inPlace.orElseThrow()), steps, sums, grade);
    }

    /// The first of the parts in another form.
    private static List<Row> with(List<Row> parts, Optional<Row> first) {
        List<Row> other = new ArrayList<>(parts);
        other.set(0, first.orElseThrow());
        return other;
    }

    private Optional<Step> extra(
            String substrate, String waits, String of, String from, Optional<Row> sent, int bytes) {
        Optional<Row> row = control(substrate, bytes, waits);
        return row.map(_ -> step(of, from, Waterfalls::difference, row, sent));
    }

    @SafeVarargs
    private Step step(String of, String from, ToDoubleFunction<double[]> figure, Optional<Row>... of2) {
        List<SortedMap<Integer, Double>> cells = new ArrayList<>();
        for (Optional<Row> row : of2) {
            cells.add(values(row.orElseThrow()));
        }
        double[] medians = cells.stream().mapToDouble(Resampling::median).toArray();
        return new Step(of, figure.applyAsDouble(medians), Resampling.interval(cells, figure, run.seed()), from);
    }

    private static double difference(double[] nanos) {
        return nanos[0] - nanos[1];
    }

    /// The steps up to the message control add up to the control itself; the work is the difference of the two others.
    ///
    /// @param parts the message control, the work in place, and the control in place
    private Sum sum(Row measured, Optional<Step> extra, List<Row> parts) {
        List<SortedMap<Integer, Double>> cells = new ArrayList<>();
        parts.forEach(row -> cells.add(values(row)));
        cells.add(values(measured));
        ToDoubleFunction<double[]> share = nanos -> (nanos[0] + nanos[1] - nanos[2]) / nanos[3];
        double predicted = nanos(parts.get(0)) + nanos(parts.get(1)) - nanos(parts.get(2));
        return new Sum(
                measured.cell(),
                extra,
                predicted,
                nanos(measured),
                predicted / nanos(measured),
                Resampling.interval(cells, share, run.seed()));
    }

    private static double nanos(Row row) {
        return row.closed().map(Row.Closed::nanosPerOp).map(Spread::median).orElseThrow();
    }

    private SortedMap<Integer, Double> values(Row row) {
        SortedMap<Integer, Double> values = new TreeMap<>();
        loads.forks(row)
                .forEach((fork, measured) -> measured.closed().ifPresent(loop -> values.put(fork, loop.nanosPerOp())));
        return values;
    }

    private Optional<Row> control(String substrate, int bytes, String waits) {
        return quickest(row -> row.cell().workload().equals(CONTROL)
                && row.cell().substrate().equals(substrate)
                && row.cell().payloadBytes() == bytes
                && isPair(row.cell())
                && row.cell().waits().equals(waits));
    }

    private Optional<Row> direct(int bytes) {
        return quickest(row -> row.cell().workload().equals(CONTROL)
                && row.cell().substrate().equals("shm:direct")
                && row.cell().payloadBytes() == bytes
                && alone(row.cell()));
    }

    private Optional<Row> like(Cell target, String substrate, String waits) {
        return quickest(row -> alike(row.cell(), target)
                && row.cell().substrate().equals(substrate)
                && isPair(row.cell())
                && row.cell().waits().equals(waits));
    }

    private Optional<Row> quickest(Predicate<Row> wanted) {
        return rows.stream().filter(wanted).min(Comparator.comparingDouble(Waterfalls::nanos));
    }

    private static boolean alike(Cell one, Cell other) {
        return one.workload().equals(other.workload())
                && one.params().equals(other.params())
                && one.payloadBytes() == other.payloadBytes();
    }

    private static boolean isPair(Cell cell) {
        return cell.workers() == 1 && cell.servers() == 1 && cell.window() == 1;
    }

    private static boolean alone(Cell cell) {
        return cell.workers() == 1 && cell.servers() == 0 && cell.window() == 1;
    }

    /// Whether some operations take data there and others bring data back; the control's all do the same.
    private static boolean bothWays(Cell cell) {
        Map<String, ParameterValue> params = cell.params();
        return params.containsKey("writes") && !params.get("writes").value().equals("0");
    }
}
