// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.Machine;
import java.util.List;
import java.util.OptionalDouble;

/// Two runs beside each other, row by row: two commits, two JDKs, two machines.
///
/// Rows are compared within a regime: the machine with the same floor, so no time is divided by a floor. Forks of two
/// runs did not take turns, so they are two samples, and a row has changed if the interval of 95 % of their ratio lies
/// beyond what is tolerated, and every fork of one run beyond every fork of the other: of two hundred rows some change
/// by chance. Between machines nothing is judged. A rate that most forks met is no failure.
///
/// @param baseline the run that the other one is held against
/// @param tolerated the share by which a row may differ and still count as the same, such as 0.05
/// @param machines the figures of the machine that differ, such as `cpu`; empty if it is the same
/// @param floorRatio the other run's floor over the baseline's; empty if one has none
/// @param changes in the baseline's order
/// @param onlyBefore cells that the other run does not have
/// @param onlyAfter cells that the baseline does not have
public record Comparison(
        Findings baseline,
        Findings other,
        double tolerated,
        List<String> machines,
        OptionalDouble floorRatio,
        List<Change> changes,
        List<Cell> onlyBefore,
        List<Cell> onlyAfter) {
    public Comparison {
        machines = List.copyOf(machines);
        changes = List.copyOf(changes);
        onlyBefore = List.copyOf(onlyBefore);
        onlyAfter = List.copyOf(onlyAfter);
    }

    /// @param tolerated a share of 0 or more
    public static Comparison of(Findings baseline, Findings other, double tolerated) {
        return new Comparisons(baseline, other, tolerated).comparison();
    }

    /// Whether one of the rows has become worse.
    public boolean hasRegression() {
        return changes.stream().anyMatch(Change::isRegression);
    }

    /// The number of rows that nobody could judge.
    public long open() {
        return changes.stream()
                .filter(change -> change.outcome() instanceof Change.Outcome.Open)
                .count();
    }

    /// The figures in which two machines differ, by name; what an update of the kernel changes is not one.
    static List<String> differences(Machine one, Machine other) {
        record Fact(String name, Object one, Object other) {}
        return List.of(
                        new Fact("cpu", one.cpu(), other.cpu()),
                        new Fact("architecture", one.architecture(), other.architecture()),
                        new Fact("cores", one.usableCores(), other.usableCores()),
                        new Fact("topology", one.topology(), other.topology()),
                        new Fact("caches", one.caches(), other.caches()),
                        new Fact("virtualisation", one.virtualisation(), other.virtualisation()))
                .stream()
                .filter(figure -> !figure.one.equals(figure.other))
                .map(Fact::name)
                .toList();
    }
}
