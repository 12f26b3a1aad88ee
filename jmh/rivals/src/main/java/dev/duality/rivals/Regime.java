// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.results.FloorProbes;
import dev.duality.results.statistics.Clusters;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The machine that most scores of a contest were found on: their floors, cut from all others where two neighbours lie
/// more than [#APART] apart. Only scores of one regime stand in one table.
///
/// @param lowest the least floor in it, nanoseconds
/// @param highest the greatest
/// @param scores how many have their floor in it
/// @param others how many have not, and stand in no table
record Regime(double lowest, double highest, double middle, int scores, int others) {
    /// As the regimes of a run.
    private static final double APART = 1.5;

    /// @return empty where no score has probes: then nobody watched, and all count
    static Optional<Regime> of(List<Score> scores) {
        List<Double> floors = scores.stream()
                .filter(score -> !score.failed())
                .flatMap(score -> score.probes().stream())
                .map(FloorProbes::nanos)
                .toList();
        return Clusters.cut(floors, APART).stream()
                .max(Comparator.comparingInt(List::size))
                .map(most -> new Regime(
                        most.getFirst(),
                        most.getLast(),
                        Spread.of(most).median(),
                        most.size(),
                        floors.size() - most.size()));
    }

    /// Whether a score was found on that machine; one without probes always was.
    boolean holds(Score score) {
        return score.probes()
                .map(FloorProbes::nanos)
                .map(nanos -> nanos >= lowest && nanos <= highest)
                .orElse(true);
    }

    String words() {
        return "A line took %s ns there and back beside these forks (%s to %s)%s"
                .formatted(
                        Digits.three(middle),
                        Digits.three(lowest),
                        Digits.three(highest),
                        others == 0
                                ? ""
                                : "; %d of %d forks met another regime of the machine, and are left out"
                                        .formatted(others, scores + others));
    }
}
