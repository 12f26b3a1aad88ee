// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.Parameter;
import java.util.Map;

/// What two rows must have alike before one is compared with the other, but for their threads.
record Setting(String workload, Map<String, Parameter> params, int payloadBytes, int window, String waits) {
    static Setting of(Cell cell) {
        return new Setting(cell.workload(), cell.params(), cell.payloadBytes(), cell.window(), cell.waits());
    }

    boolean fits(Cell cell) {
        Setting other = of(cell);
        return workload.equals(other.workload)
                && params.equals(other.params)
                && payloadBytes == other.payloadBytes
                && window == other.window
                && (waits.equals(other.waits) || waits.equals(Cell.NO_WAIT) || other.waits.equals(Cell.NO_WAIT));
    }
}
