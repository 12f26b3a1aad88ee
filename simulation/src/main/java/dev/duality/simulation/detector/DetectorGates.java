// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;

/// The figures that were published of failure detectors, and how ours are found.
public final class DetectorGates {
    private static final Tolerance.Condition<DetectorFigures.Corollary> BYTE_EQUAL =
            new Tolerance.Condition<>("byte-equal until then, and not after", DetectorGates::isEqualUntilItGoesOn);
    private static final Tolerance.Condition<List<DetectorFigures.TradeOff>> MONOTONE =
            new Tolerance.Condition<>("monotone, and the ends differ", DetectorGates::isMonotone);

    private DetectorGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        20,
                        "Lamport 1978, Welch 1990",
                        "observers of a dead and of a paused process write the same, until it goes on",
                        "cannot be told apart",
                        BYTE_EQUAL,
                        _ -> corollary()),
                new Gate(
                        21,
                        "Hayashibara 2004",
                        "the higher of 8 thresholds: fewer false suspicions, slower detection",
                        "a trade-off",
                        MONOTONE,
                        _ -> tradeOff()));
    }

    private static GateResult corollary() {
        DetectorFigures.Corollary found = DetectorFigures.corollary();
        return GateResult.of(
                BYTE_EQUAL.holds(found),
                "%d of %d alike, %,d bytes; %d differ later"
                        .formatted(found.alike(), found.runs(), found.bytes(), found.apart()));
    }

    /// An observer that never wrote anything of the process would write the same, too: so its logs must differ later.
    static boolean isEqualUntilItGoesOn(DetectorFigures.Corollary found) {
        return found.alike() == found.runs() && found.apart() == found.runs() && found.bytes() > 0;
    }

    /// Whether of one patience a higher threshold suspects no more, and is no quicker, and the highest suspects less
    /// and is slower than the lowest: a threshold that nobody heeds is no trade-off.
    static boolean isMonotone(List<DetectorFigures.TradeOff> all) {
        boolean monotone = true;
        int lowest = 0;
        for (int i = 1; i < all.size(); i++) {
            DetectorFigures.TradeOff one = all.get(i - 1);
            DetectorFigures.TradeOff next = all.get(i);
            if (one.patience().equals(next.patience())) {
                monotone &= next.falseSuspicions() <= one.falseSuspicions()
                        && next.detectionNanos() >= one.detectionNanos();
            } else {
                monotone &= differ(all.get(lowest), one);
                lowest = i;
            }
        }
        return monotone && differ(all.get(lowest), all.getLast());
    }

    private static boolean differ(DetectorFigures.TradeOff lowest, DetectorFigures.TradeOff highest) {
        return highest.falseSuspicions() < lowest.falseSuspicions()
                && highest.detectionNanos() > lowest.detectionNanos();
    }

    private static GateResult tradeOff() {
        List<DetectorFigures.TradeOff> all = DetectorFigures.tradeOffs();
        List<DetectorFigures.TradeOff> phi =
                all.stream().filter(one -> one.patience().equals("phi")).toList();
        return GateResult.of(
                MONOTONE.holds(all),
                "phi: %,d to %,d suspicions, %.1f to %.1f ms"
                        .formatted(
                                phi.getFirst().falseSuspicions(),
                                phi.getLast().falseSuspicions(),
                                phi.getFirst().detectionNanos() / 1e6,
                                phi.getLast().detectionNanos() / 1e6));
    }
}
