// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.reproduce;

import dev.duality.results.Cell;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Row;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The rows of a run, as gates ask for them: what began cold is none of theirs.
final class MeasuredRows {
    private final Findings findings;

    MeasuredRows(Findings findings) {
        this.findings = findings;
    }

    /// The first row of such a cell that has a closed loop.
    Optional<Row> row(Predicate<Cell> cell) {
        return all().filter(row -> cell.test(row.cell()))
                .filter(row -> row.closed().isPresent())
                .findFirst();
    }

    Stream<Row> all() {
        return findings.workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .filter(row -> !row.cell().startsCold());
    }

    /// Time for one operation of one worker; empty if the run does not have it.
    OptionalDouble nanos(Predicate<Cell> cell) {
        return row(cell)
                .map(row -> OptionalDouble.of(
                        row.closed().orElseThrow().nanosPerOp().median()))
                .orElse(OptionalDouble.empty());
    }

    static Predicate<Cell> on(String workload, String substrate, int workers) {
        return cell -> cell.workload().equals(workload)
                && cell.substrate().equals(substrate)
                && cell.workers() == workers
                && cell.window() == 1
                && !cell.startsCold()
                && cell.hasUsualSurroundings()
                && (cell.oversubscribed()
                        || cell.waits().equals("pause")
                        || cell.waits().equals(Cell.NO_WAIT));
    }

    static Predicate<Cell> set(String parameter, String value) {
        return cell -> cell.params().containsKey(parameter)
                && cell.params().get(parameter).value().equals(value);
    }

    static Predicate<Cell> nullCall(String substrate) {
        return on("rpc", substrate, 1).and(set("command", "null"));
    }
}
