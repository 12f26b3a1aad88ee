// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.reproduce;

import dev.duality.results.finding.VisitCosts;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.RelativeFit;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;
import java.util.Optional;

/// The cost of a move by a run: so much, so much for each open file, and so much for each byte.
final class MigrationGate {
    private static final int BYTES_OF_A_KB = 1000;
    private static final Tolerance.Range EXPLAINED = Tolerance.of(">= 0.98");

    /// All that is asked of it, each from what is checked.
    static final Tolerance TOLERANCE = Tolerance.several(
            "linear, R2 %s, each place within " + Digits.whole(100 * RelativeFit.FARTHEST) + " %%, both terms > 0",
            EXPLAINED);

    private MigrationGate() {}

    /// A visit without calls is two moves, there and home.
    static Optional<MeasuredGates.Value> of(List<VisitCosts> visits) {
        return visits.stream()
                .filter(found -> !found.touching()
                        && MeasuredRows.on("migration", "messaging:ring", 1).test(found.cell()))
                .findFirst()
                .map(MigrationGate::value);
    }

    private static MeasuredGates.Value value(VisitCosts found) {
        return new MeasuredGates.Value(
                found.fit().fits()
                        && EXPLAINED.holds(found.fit().explained())
                        && found.file().nanos() > 0
                        && found.octet().nanos() > 0,
                "%s ns + %s ns a file + %s ns a KB, R2 %s, the farthest place %.1f %% off"
                        .formatted(
                                Digits.three(found.visit().nanos() / 2),
                                Digits.three(found.file().nanos() / 2),
                                Digits.three(BYTES_OF_A_KB * found.octet().nanos() / 2),
                                Digits.ratio(found.fit().explained()),
                                100 * found.fit().farthest()));
    }
}
