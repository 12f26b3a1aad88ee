// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import java.util.Map;

/// The setting that two rows must have alike before one is compared with the other, but for their threads and windows.
record RowSetting(String workload, Map<String, ParameterValue> params, int payloadBytes, String waits) {
    static RowSetting of(Cell cell) {
        return new RowSetting(cell.workload(), cell.params(), cell.payloadBytes(), cell.waits());
    }

    boolean fits(Cell cell) {
        RowSetting other = of(cell);
        return workload.equals(other.workload)
                && params.equals(other.params)
                && payloadBytes == other.payloadBytes
                && waitsFit(waits, other.waits);
    }

    /// Whether rows of two waits may be compared (docs/measuring.md, rule 2): a kernel in which nobody waits goes with
    /// every wait.
    static boolean waitsFit(String one, String other) {
        return one.equals(other) || one.equals(Cell.NO_WAIT) || other.equals(Cell.NO_WAIT);
    }

    /// Throughput and jobs are compared at the best window of each side: it belongs to messages as the store buffer
    /// belongs to memory. A round trip is one operation under way; without a server a caller completes on the spot, and
    /// has every window (docs/measuring.md, rule 29).
    static boolean windowFits(Measure measure, Cell cell) {
        return measure != Measure.LATENCY || cell.window() == 1 || cell.servers() == 0;
    }
}
