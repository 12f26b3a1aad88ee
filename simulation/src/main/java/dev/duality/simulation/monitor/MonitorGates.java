// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;

/// The figures that were published of waiting for locks in Sprite, and how ours are found.
public final class MonitorGates {
    private static final int PROCESSES = 4; // three wait while one is inside
    private static final Tolerance.Range ALL = Tolerance.of("> 1");
    private static final Tolerance.Range HAND_OFF = Tolerance.of("<= 1");

    private MonitorGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        48,
                        "Hartman, Ousterhout 1990",
                        "lock misses over hits, three waiters: all are woken; the first gets the lock",
                        "can exceed 1 by waking all",
                        Tolerance.several("%s; %s", ALL, HAND_OFF),
                        _ -> misses()),
                new Gate(
                        49,
                        "Sprite, syncLock.c",
                        "wake-ups of two processes that are lost, in all orders of events",
                        "0",
                        Tolerance.EXACT,
                        _ -> orders()));
    }

    private static GateResult misses() {
        double all = MonitorFigures.missesPerHit(PROCESSES, "all");
        double handOff = MonitorFigures.missesPerHit(PROCESSES, "hand-off");
        return GateResult.of(ALL.holds(all) && HAND_OFF.holds(handOff), "%.2f; %.2f".formatted(all, handOff));
    }

    private static GateResult orders() {
        MonitorFigures.Orders seen = MonitorFigures.orders();
        return GateResult.of(
                Tolerance.EXACT.holds((double) seen.lost()) && !seen.wrong(),
                "%d in %,d orders".formatted(seen.lost(), seen.orders()));
    }
}
