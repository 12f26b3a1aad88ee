// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.reproduce;

import dev.duality.results.Cell;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/// The cost of a move by a run: so much, so much for each open file, and so much for each byte.
final class MigrationGate {
    private static final int PAGE_BYTES = 4096;
    private static final int FEWEST_MOVES = 5; // three terms, and more points than that

    private MigrationGate() {}

    /// A visit without calls is two moves. Which files and bytes a cell has is what it was set to.
    static Optional<MeasuredGates.Value> of(Stream<Row> rows) {
        List<double[]> terms = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (Row row : rows.toList()) {
            Cell cell = row.cell();
            if (MeasuredRows.on("migration", "messaging:ring", 1)
                            .and(MeasuredRows.set("calls", "0"))
                            .and(MeasuredRows.set("touch", "none"))
                            .and(MeasuredRows.set("signals", "0"))
                            .test(cell)
                    && row.closed().isPresent()) {
                terms.add(new double[] {number(cell, "files"), PAGE_BYTES * number(cell, "pages")});
                times.add(row.closed().get().nanosPerOp().median() / 2);
            }
        }
        if (terms.size() < FEWEST_MOVES) {
            return Optional.empty();
        }
        OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
        fit.newSampleData(times.stream().mapToDouble(Double::doubleValue).toArray(), terms.toArray(double[][]::new));
        double[] found = fit.estimateRegressionParameters();
        double share = fit.calculateRSquared();
        return Optional.of(new MeasuredGates.Value(
                share >= 0.98 && found[1] > 0 && found[2] > 0,
                "%s ns + %s ns a file + %s ns a KB, R2 %s"
                        .formatted(
                                Digits.three(found[0]),
                                Digits.three(found[1]),
                                Digits.three(1000 * found[2]),
                                Digits.ratio(share))));
    }

    private static double number(Cell cell, String parameter) {
        return Double.parseDouble(cell.params().get(parameter).value());
    }
}
