// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import java.util.List;

/// The figures that were published of failure detectors, and how ours are found.
public final class DetectorGates {

    private DetectorGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        20,
                        "Lamport 1978, Welch 1990",
                        "observers of a dead and of a paused process write the same, until it goes on",
                        "cannot be told apart",
                        "byte-equal",
                        _ -> corollary()),
                new Gate(
                        21,
                        "Hayashibara 2004",
                        "the higher of 8 thresholds: fewer false suspicions, slower detection",
                        "a trade-off",
                        "monotone",
                        _ -> tradeOff()));
    }

    private static GateResult corollary() {
        DetectorFigures.Corollary found = DetectorFigures.corollary();
        return GateResult.of(
                found.alike() == found.runs() && found.bytes() > 0,
                "%d of %d alike, %,d bytes".formatted(found.alike(), found.runs(), found.bytes()));
    }

    private static GateResult tradeOff() {
        List<DetectorFigures.TradeOff> all = DetectorFigures.tradeOffs();
        boolean monotone = true;
        for (int i = 1; i < all.size(); i++) {
            DetectorFigures.TradeOff one = all.get(i - 1);
            DetectorFigures.TradeOff next = all.get(i);
            if (one.patience().equals(next.patience())) {
                monotone &= next.falseSuspicions() <= one.falseSuspicions()
                        && next.detectionNanos() >= one.detectionNanos();
            }
        }
        List<DetectorFigures.TradeOff> phi =
                all.stream().filter(one -> one.patience().equals("phi")).toList();
        return GateResult.of(
                monotone,
                "phi: %,d to %,d suspicions, %.1f to %.1f ms"
                        .formatted(
                                phi.getFirst().falseSuspicions(),
                                phi.getLast().falseSuspicions(),
                                phi.getFirst().detectionNanos() / 1e6,
                                phi.getLast().detectionNanos() / 1e6));
    }
}
