// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.results.PlainText;
import dev.duality.results.chart.Chart;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A map of where messages overtake on one machine, by the number of workers and by something else that is varied, such
/// as what a worker does between two operations. Virtual, all of it.
///
/// @param varied what it is called, and what one of it is
/// @param rows one for each value, in the order in which they were asked for
public record MulticoreMap(MachineSpec machine, String workload, Varied varied, List<Row> rows) {
    /// The parameter that is varied.
    ///
    /// @param key as users set it
    /// @param unit such as `ns`; empty if it has none
    public record Varied(String key, String unit) {
        /// Such as `think, ns`.
        public String text() {
            return unit.isEmpty() || unit.equals(key) ? key : key + ", " + unit;
        }
    }

    /// One value.
    ///
    /// @param pairs by their number of workers, ascending
    public record Row(double value, List<BestPair> pairs) {
        public Row {
            pairs = List.copyOf(pairs);
        }

        /// From where messages are ahead to the most workers; empty if they are not ahead there.
        public Optional<BestPair> overtaking() {
            return BestPair.overtaking(pairs);
        }
    }

    public MulticoreMap {
        rows = List.copyOf(rows);
    }

    /// Its picture.
    public Chart.Crossover chart() {
        List<Chart.Compared> points = new ArrayList<>();
        for (Row row : rows) {
            for (BestPair pair : row.pairs) {
                points.add(new Chart.Compared(
                        pair.workers(),
                        row.value,
                        direction(pair),
                        new Chart.Value(pair.timeRatio(), Optional.empty(), Digits.three(pair.timeRatio()))));
            }
        }
        return new Chart.Crossover(
                PlainText.of(machine.name()),
                new Chart.Axis("workers", "workers"),
                new Chart.Axis(varied.text(), varied.key),
                points,
                List.of());
    }

    private static Ratio.Direction direction(BestPair pair) {
        return switch (pair.ahead()) {
            case SHARED -> Ratio.Direction.GREATER;
            case MESSAGES -> Ratio.Direction.LESS;
            case NEITHER -> Ratio.Direction.NO_DIFFERENCE;
        };
    }
}
