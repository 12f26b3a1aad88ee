// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The kernel of a row, but for what a comparison leaves open.
record RowKernel(CellSetting setting, String substrate, int workers, int servers, Optional<Regime> regime) {
    /// The rows of each kernel, in their order.
    /// @param leftOpen takes from a setting what may differ
    static Collection<List<Row>> group(List<Row> rows, UnaryOperator<CellSetting> leftOpen) {
        Map<RowKernel, List<Row>> kernels = new LinkedHashMap<>();
        for (Row row : rows) {
            Cell cell = row.cell();
            RowKernel kernel = new RowKernel(
                    leftOpen.apply(CellSetting.of(cell)),
                    cell.substrate(),
                    cell.workers(),
                    cell.servers(),
                    row.regime());
            kernels.computeIfAbsent(kernel, _ -> new ArrayList<>()).add(row);
        }
        return kernels.values();
    }
}
