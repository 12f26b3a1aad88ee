// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Figure;
import dev.duality.results.FloorProbes;
import dev.duality.results.Machine;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.Usage;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/// Grades one load of one row over its forks, by rules 18 to 32 of docs/measuring.md. A disturbance of one fork counts
/// for the row: the table shows a single line for all of them. What the machine did elsewhere in the run does not: the
/// load's own probes have decided whether it counts, and in which regime.
final class Grading {
    private static final String UNSEEN = "nobody could see whether the machine was quiet";
    private static final String UNPROBED = "no probe of the floor beside it, so nobody saw whether the machine moved";

    private static final String NEARER =
            "a fork was quicker than its own probes of the floor allow, but not than others of "
                    + "this run on its cores: the machine moved within the load, and back";

    private final Machine machine;
    private final Optional<String> profiler;
    private final List<FloorFinding> floors;
    private final Map<List<Integer>, Double> lowest = new HashMap<>();

    Grading(Run run, List<FloorFinding> floors) {
        machine = run.machine();
        profiler = run.jvm().profiler();
        this.floors = List.copyOf(floors);
        for (CellRecord record : run.records()) {
            if (record.outcome() instanceof Measured measured) {
                Regimes.probes(record)
                        .filter(Predicate.not(FloorProbes::moved))
                        .forEach(probes -> lowest.merge(measured.cpus(), lower(probes), Math::min));
            }
        }
    }

    private static double lower(FloorProbes probes) {
        return Math.min(probes.beforeNanos(), probes.afterNanos());
    }

    /// The graded loads of a row.
    ///
    /// @param probes of the load in each fork
    /// @param usage of the load in each fork
    /// @param forks what each fork found, in one unit
    /// @param unsteady what its scores say against the warm-up
    /// @param nearer whether a fork of it was quicker than its own probes allow
    record Graded(
            List<Measured> measured,
            List<Optional<FloorProbes>> probes,
            List<Usage> usage,
            Spread forks,
            Optional<String> unsteady,
            boolean nearer) {}

    Grade grade(Cell cell, Graded load) {
        Grade grade = Grade.best();
        int cores = machine.usableCores();
        if (cell.oversubscribed() || cell.threads() > cores) {
            grade = grade.and(
                    Grade.Letter.C, cell.threads() + " threads on " + cores(cores) + ": this measures the scheduler");
        }
        int all = threads(cell);
        if (all <= cores && machine.physicalCores().orElse(cores) < all) {
            grade = grade.and(
                    Grade.Letter.B,
                    all + " threads on " + cores(machine.physicalCores().getAsInt())
                            + " with several threads each: some share one");
        }
        if (cell.threads() > 1 && load.probes.stream().anyMatch(Optional::isEmpty)) {
            grade = grade.and(Grade.Letter.B, UNPROBED);
        }
        if (!load.measured.stream().allMatch(Measured::pinned)) {
            grade = grade.and(Grade.Letter.B, "threads not pinned");
        }
        if (cell.contract().disk().isPresent()) {
            grade = grade.and(
                    Grade.Letter.B,
                    "its messages lie on " + cell.contract().disk().get() + ", and not in memory");
        }
        if (profiler.isPresent()) {
            grade = grade.and(Grade.Letter.B, "profiled: " + profiler.get());
        }
        for (String noise : noises(cell, load.usage)) {
            grade = grade.and(Grade.Letter.B, noise);
        }
        if (load.unsteady.isPresent()) {
            grade = grade.lowered(load.unsteady.get());
        }
        if (load.nearer) {
            grade = grade.lowered(NEARER);
        }
        if (load.forks.highest() > load.forks.lowest() * Limits.FORKS_APART) {
            grade = grade.lowered("its forks disagree: the highest is more than " + Digits.ratio(Limits.FORKS_APART)
                    + " x the lowest");
        }
        return grade;
    }

    /// The sanity bound of one load: what the cell says must cross between cores takes half of a floor each. It is
    /// broken where even the lowest floor that any load of the run found on those cores, while the machine did not
    /// move, does not allow the figure: a host may come nearer within a load and be back before its second probe.
    /// @param probes of the load; without them the lowest floor of the run is taken
    /// @param latencyNanos from the start of an operation to its end
    Optional<String> betterThanTheFloor(Cell cell, Measured fork, Optional<FloorProbes> probes, double latencyNanos) {
        OptionalDouble bound = probes.isPresent()
                ? crossingNanos(
                        cell, Math.min(lower(probes.get()), lowest.getOrDefault(fork.cpus(), Double.POSITIVE_INFINITY)))
                : boundNanos(cell, fork, probes);
        return allows(bound, latencyNanos)
                ? Optional.empty()
                : Optional.of("sanity bound broken: " + Digits.three(latencyNanos) + " ns, but "
                        + lines(cell.lineTransfers().orElseThrow()) + " from core to core take "
                        + Digits.three(bound.getAsDouble())
                        + (probes.isPresent()
                                ? " ns by the lowest floor beside any load on these cores"
                                : " ns on this machine")
                        + "; the benchmark does not measure what it says");
    }

    /// Whether a load is quicker than its own probes allow: it then ran nearer for a while.
    boolean quickerThanItsProbes(Cell cell, Measured fork, Optional<FloorProbes> probes, double latencyNanos) {
        return probes.isPresent() && !allows(boundNanos(cell, fork, probes), latencyNanos);
    }

    private static boolean allows(OptionalDouble bound, double latencyNanos) {
        return bound.isEmpty() || latencyNanos >= bound.getAsDouble() * (1 - Limits.BETTER_THAN_FLOOR);
    }

    /// The time that the lines which must cross between cores take, one after the other, by the load's own floor: the
    /// lower one of its probes, for a bound that is too low accuses nobody. A word that cores contend for is no such
    /// line: a core may keep it for several operations.
    OptionalDouble boundNanos(Cell cell, Measured fork, Optional<FloorProbes> probes) {
        if (probes.isPresent()) {
            return crossingNanos(cell, lower(probes.get()));
        }
        return FloorFinding.between(floors, fork.cpus()).stream()
                .flatMapToDouble(
                        found -> crossingNanos(cell, found.roundTripNanos().lowest()).stream())
                .findFirst();
    }

    private static OptionalDouble crossingNanos(Cell cell, double floorNanos) {
        double transfers = cell.lineTransfers().orElse(0);
        return transfers == 0 ? OptionalDouble.empty() : OptionalDouble.of(transfers * floorNanos / 2);
    }

    /// Whether a backlog grew (docs/measuring.md, rule 33).
    static boolean missed(OpenLoop loop) {
        return loop.behindNanos() > Limits.LEAST_BEHIND_NANOS
                && loop.behindNanos() > Limits.BEHIND * 1e9 * loop.usage().seconds();
    }

    static String cores(int cores) {
        return cores == 1 ? "1 core" : cores + " cores";
    }

    /// In words that are the same for all rows, so that they share a footnote; the numbers stand in the files.
    private List<String> noises(Cell cell, List<Usage> forks) {
        List<String> noises = new ArrayList<>();
        int cores = machine.usableCores();
        OptionalDouble steal = worst(forks, Usage::stealMillis, usage -> usage.seconds() * 1_000 * cores);
        if (over(steal, Limits.QUIET_STEAL_SHARE)) {
            noises.add("not quiet: the hypervisor took more than " + Digits.three(Limits.QUIET_STEAL_SHARE * 100)
                    + " % of the cores");
        }
        OptionalDouble throttled = worst(forks, Grading::throttledMillis, usage -> usage.seconds() * 1_000 * cores);
        if (over(throttled, Limits.QUIET_STEAL_SHARE)) {
            noises.add("not quiet: the quota of its control group took more than "
                    + Digits.three(Limits.QUIET_STEAL_SHARE * 100) + " % of the cores");
        }
        OptionalDouble switches = worst(
                forks,
                usage -> usage.involuntarySwitches().isPresent()
                        ? OptionalDouble.of((double) usage.involuntarySwitches().getAsLong())
                        : OptionalDouble.empty(),
                usage -> usage.seconds() * threads(cell));
        if (over(switches, Limits.QUIET_INVOLUNTARY_SWITCHES_PER_SECOND)) {
            noises.add("not quiet: cores were taken from threads more than "
                    + Digits.three(Limits.QUIET_INVOLUNTARY_SWITCHES_PER_SECOND) + " times a second each");
        }
        OptionalDouble others = worst(forks, Usage::othersBusyCores, _ -> cores);
        if (over(others, Limits.QUIET_OTHERS_SHARE)) {
            noises.add("not quiet: other processes kept more than " + Digits.three(Limits.QUIET_OTHERS_SHARE * 100)
                    + " % of the cores busy");
        }
        if (steal.isEmpty() && switches.isEmpty() && others.isEmpty()) {
            noises.add(UNSEEN);
        }
        return noises;
    }

    /// Those of the row, and that of its neighbour.
    private static int threads(Cell cell) {
        return cell.threads() + (cell.params().containsKey(Cell.NEIGHBOUR) ? 1 : 0);
    }

    private static OptionalDouble throttledMillis(Usage usage) {
        return usage.figures().stream()
                .filter(figure -> figure.name().equals(Figure.THROTTLED))
                .mapToDouble(Figure::value)
                .findFirst();
    }

    private static boolean over(OptionalDouble share, double limit) {
        return share.isPresent() && share.getAsDouble() > limit;
    }

    /// Of all forks that know the figure the highest share of `whole`.
    private static OptionalDouble worst(
            List<Usage> forks, Function<Usage, OptionalDouble> figure, Function<Usage, Number> whole) {
        return forks.stream()
                .filter(usage -> figure.apply(usage).isPresent())
                .mapToDouble(usage ->
                        figure.apply(usage).getAsDouble() / whole.apply(usage).doubleValue())
                .max();
    }

    private static String lines(double transfers) {
        return transfers == 1 ? "one line" : Digits.three(transfers) + " lines";
    }
}
