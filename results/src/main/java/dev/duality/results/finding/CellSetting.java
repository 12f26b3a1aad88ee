// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The fields that cells of one chart, series or fit have alike, beside their substrate and their threads. Rows of
/// different waits are not compared (docs/measuring.md, rule 2).
public record CellSetting(
        String workload, Map<String, ParameterValue> params, int payloadBytes, int window, String waits) {
    public static CellSetting of(Cell cell) {
        return new CellSetting(cell.workload(), cell.params(), cell.payloadBytes(), cell.window(), cell.waits());
    }

    /// The same where these parameters may differ.
    CellSetting without(List<String> parameters) {
        Map<String, ParameterValue> rest = new LinkedHashMap<>(params);
        rest.keySet().removeAll(parameters);
        return withParams(rest);
    }

    /// The same with these parameters, in their order.
    CellSetting withParams(Map<String, ParameterValue> others) {
        return new CellSetting(workload, Collections.unmodifiableMap(others), payloadBytes, window, waits);
    }

    /// The setting that it is compared in, beside messages of any window: without a server a caller completes on the
    /// spot, and has every window (docs/measuring.md, rule 29).
    static CellSetting inEveryWindow(Cell cell) {
        return cell.servers() == 0 ? of(cell).withWindow(1) : of(cell);
    }

    /// The same with as many operations under way.
    CellSetting withWindow(int other) {
        return new CellSetting(workload, params, payloadBytes, other, waits);
    }

    /// The name of a side of it, such as `messaging:ring`, or `messaging:ring, window 16`.
    String named(String substrate) {
        return window == 1 ? substrate : substrate + ", window " + window;
    }

    /// The same by another wait.
    public CellSetting withWaits(String other) {
        return new CellSetting(workload, params, payloadBytes, window, other);
    }
}
