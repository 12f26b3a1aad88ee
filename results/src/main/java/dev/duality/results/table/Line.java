// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One line of the table.
sealed interface Line {
    /// Row 0.
    record OfFloor(FloorFinding floor) implements Line {}

    /// The rows of this workload follow.
    record OfWorkload(String name) implements Line {}

    /// A row at one rate.
    ///
    /// @param open empty if the row has no open loop, or missed
    /// @param missed the open loop that failed in its place
    /// @param first whether it is the row's first line, which shows the other loads, too
    record OfRow(Row row, Optional<Row.Open> open, Optional<Failure> missed, boolean first) implements Line {}

    /// The whole table.
    static List<Line> of(Findings findings) {
        List<Line> lines = new ArrayList<>();
        findings.rowsOfFloors().forEach(floor -> lines.add(new OfFloor(floor)));
        for (Findings.WorkloadFindings workload : findings.workloads()) {
            lines.add(new OfWorkload(workload.name()));
            workload.rows().forEach(row -> lines.addAll(of(row)));
        }
        return lines;
    }

    static List<OfRow> of(Row row) {
        List<OfRow> lines = new ArrayList<>();
        row.open().forEach(open -> lines.add(new OfRow(row, Optional.of(open), Optional.empty(), lines.isEmpty())));
        row.failures().stream()
                .filter(failure -> failure.part() instanceof Failure.Part.Open)
                .forEach(failure -> lines.add(new OfRow(row, Optional.empty(), Optional.of(failure), lines.isEmpty())));
        if (lines.isEmpty()) {
            lines.add(new OfRow(row, Optional.empty(), Optional.empty(), true));
        }
        return lines;
    }
}
