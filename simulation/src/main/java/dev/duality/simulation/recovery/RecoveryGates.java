// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import dev.duality.simulation.recovery.RecoveryFigures.Recovery;
import java.util.List;

/// The sentences that were published of Sprite's recovery, in words, and how ours are found.
public final class RecoveryGates {
    private static final int CLIENTS = 80;
    private static final Tolerance.Range STARVED = Tolerance.of("> 0");
    private static final Tolerance.Range SERVED = Tolerance.of("at most 0");

    private RecoveryGates() {}

    /// All of them.
    public static List<Gate> all() {
        return List.of(new Gate(
                54,
                "Welch 1990",
                "recoveries of 80 clients that time-outs cut short: without and with negative acknowledgements",
                "many; none",
                Tolerance.several("%s; %s", STARVED, SERVED),
                _ -> storm()));
    }

    private static GateResult storm() {
        Recovery without = RecoveryFigures.recovery(CLIENTS, false);
        Recovery with = RecoveryFigures.recovery(CLIENTS, true);
        return GateResult.of(
                STARVED.holds((double) without.begunAnew()) && SERVED.holds((double) with.begunAnew()),
                "%d in %.0f s; %d in %.0f s"
                        .formatted(without.begunAnew(), without.seconds(), with.begunAnew(), with.seconds()));
    }
}
