// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.Machine;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Usage;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Grades one load of one cell over all its forks, by rules 18 to 23 of MEASURING.md. A disturbance of one fork counts
/// for the row: the table shows a single line for all of them.
final class Grading {
    private static final String UNSEEN = "nobody could see whether the machine was quiet";

    private final Machine machine;
    private final Optional<String> profiler;
    private final List<FloorFinding> floors;

    Grading(Machine machine, Optional<String> profiler, List<FloorFinding> floors) {
        this.machine = machine;
        this.profiler = profiler;
        this.floors = List.copyOf(floors);
    }

    /// @param usage of the load in each fork
    Grade grade(Cell cell, List<Measured> forks, List<Usage> usage) {
        Grade grade = Grade.best();
        int cores = machine.usableCores();
        if (cell.oversubscribed() || cell.threads() > cores) {
            grade = grade.and(
                    Grade.Letter.C, cell.threads() + " threads on " + cores(cores) + ": this measures the scheduler");
        }
        for (FloorFinding floor : floors) {
            if (floor.drift() > Limits.FLOOR_DRIFT) {
                grade = grade.and(
                        Grade.Letter.C,
                        "the floor drifted by " + Digits.three(floor.drift() * 100)
                                + " % within the run, from "
                                + Digits.three(floor.levelNanos().lowest()) + " to "
                                + Digits.three(floor.levelNanos().highest()) + " ns");
            }
        }
        if (floors.isEmpty()) {
            grade = grade.and(Grade.Letter.B, "no floor was measured");
        } else if (floors.stream().allMatch(floor -> floor.times() == 1)) {
            grade = grade.and(Grade.Letter.B, "the floor was measured once, so nobody saw whether it drifts");
        }
        if (!forks.stream().allMatch(Measured::pinned)) {
            grade = grade.and(Grade.Letter.B, "threads not pinned");
        }
        if (profiler.isPresent()) {
            grade = grade.and(Grade.Letter.B, "profiled: " + profiler.get());
        }
        for (String noise : noises(cell, usage)) {
            grade = grade.and(Grade.Letter.B, noise);
        }
        return grade;
    }

    /// The sanity bound: what the cell says must cross between cores takes half a floor each.
    /// @param latencyNanos from the start of an operation to its end
    Optional<String> betterThanTheFloor(Cell cell, Measured fork, double latencyNanos) {
        if (cell.lineTransfers().isEmpty() || cell.lineTransfers().getAsDouble() == 0) {
            return Optional.empty();
        }
        double transfers = cell.lineTransfers().getAsDouble();
        OptionalDouble bound = boundNanos(cell, fork);
        if (bound.isEmpty() || latencyNanos >= bound.getAsDouble() * (1 - Limits.BETTER_THAN_FLOOR)) {
            return Optional.empty();
        }
        return Optional.of("sanity bound broken: " + Digits.three(latencyNanos) + " ns, but " + lines(transfers)
                + " from core to core take " + Digits.three(bound.getAsDouble())
                + " ns on this machine; the benchmark does not measure what it says");
    }

    /// What the lines that must cross between cores take, one after the other, where the floor was lowest. A word that
    /// cores contend for is no such line: a core may keep it for several operations.
    OptionalDouble boundNanos(Cell cell, Measured fork) {
        if (cell.lineTransfers().isEmpty() || cell.lineTransfers().getAsDouble() == 0) {
            return OptionalDouble.empty();
        }
        double transfers = cell.lineTransfers().getAsDouble();
        return FloorFinding.between(floors, fork.cpus())
                .map(floor ->
                        OptionalDouble.of(transfers * floor.roundTripNanos().lowest() / 2))
                .orElse(OptionalDouble.empty());
    }

    static boolean missed(double targetPerSecond, double achievedPerSecond) {
        return achievedPerSecond < targetPerSecond * Limits.RATE_MET;
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
        OptionalDouble switches = worst(
                forks,
                usage -> usage.involuntarySwitches().isPresent()
                        ? OptionalDouble.of((double) usage.involuntarySwitches().getAsLong())
                        : OptionalDouble.empty(),
                usage -> usage.seconds() * cell.threads());
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
