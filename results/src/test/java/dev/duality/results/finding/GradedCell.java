// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.Outcome;
import dev.duality.results.RowClass;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/// A cell of one mailbox, and what a run of it is graded.
abstract class GradedCell {
    static final Cell MAILBOX = Samples.cell("rpc", "shm:mailbox", 1, 1);
    static final List<Integer> PINNED = List.of(0, 1);

    static Run floors(Cell cell) {
        return Samples.withFloors(Samples.run(2, List.of(cell)), 250, 250, 250);
    }

    static Cell crossing(double lines) {
        return change(1, OptionalDouble.of(lines));
    }

    static Cell window(int window) {
        return change(window, OptionalDouble.of(2));
    }

    static Cell change(int window, OptionalDouble lines) {
        return new Cell(
                MAILBOX.id(),
                "rpc",
                "shm:mailbox",
                RowClass.SERVED,
                1,
                1,
                false,
                "spin",
                0,
                window,
                MAILBOX.params(),
                MAILBOX.loads(),
                MAILBOX.contract(),
                lines);
    }

    static Usage usage(long switches, double stealMillis, double others) {
        return new Usage(
                1,
                OptionalDouble.of(1),
                OptionalDouble.of(0),
                OptionalLong.of(0),
                OptionalLong.of(switches),
                OptionalLong.empty(),
                OptionalDouble.of(stealMillis),
                OptionalDouble.of(0),
                OptionalDouble.of(others),
                List.of());
    }

    static Outcome.Measured closed(Cell cell, List<Integer> cpus, double opsPerSecond, Usage usage) {
        return new Outcome.Measured(
                cpus, Optional.of(Samples.closed(opsPerSecond, cell.workers(), usage)), List.of(), Optional.empty());
    }

    static Histogram histogram(long nanos) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(nanos, 1_000);
        return histogram;
    }

    static Findings findings(Run run) {
        return Findings.of(run, loop -> histogram(loop.p50Nanos()));
    }

    static List<Row> rows(Run run) {
        return findings(run).workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .toList();
    }

    static Grade grade(Run run) {
        return rows(run).getFirst().closed().orElseThrow().grade();
    }

    static Grade grade(int cores, Cell cell, List<Integer> cpus, Usage usage) {
        return grade(Samples.withFloors(Samples.run(cores, List.of(cell)), 250, 250, 250)
                .with(Samples.record(cell, 1, closed(cell, cpus, 3e6, usage))));
    }
}
