// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.simulation.gate.Constant;
import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;
import java.util.Map;

/// The figures that were published of a router that is asked too much, and how ours are found.
public final class LivelockGates {
    private static final double LOSS_FREE_TIMES = 2.1; // the load at which the paper's curves are compared
    private static final double OVERLOAD_TIMES = 3;
    private static final Tolerance.Range INTERRUPTED = Tolerance.of("<= 50 %");
    private static final Tolerance.Range NO_QUOTA = Tolerance.of("<= 20 %");
    private static final Tolerance.Range QUOTA = Tolerance.of(">= 90 %");
    private static final Tolerance.Range STARVED = Tolerance.of("<= 20 %");
    private static final Tolerance.Range HELD = Tolerance.of(">= 90 %");

    private LivelockGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        44,
                        "Mogul 1996",
                        "output at 2.1 times the loss-free rate: interrupts; no quota; quota",
                        "27-40 %; <= 6 %; >= 97 % of peak",
                        Tolerance.several("%s; %s; %s", INTERRUPTED, NO_QUOTA, QUOTA),
                        LivelockGates::livelock),
                new Gate(
                        45,
                        "Mogul 1996",
                        "output at 3 times the loss-free rate with a process: no feedback; feedback",
                        "<= 8 %; >= 95 % of peak",
                        Tolerance.several("%s; %s", STARVED, HELD),
                        LivelockGates::feedback));
    }

    private static LivelockFigures router(Constants constants) {
        return new LivelockFigures(Map.of(
                "arrival", constants.nanosOfMicros(Constant.ARRIVAL),
                "forward", constants.nanosOfMicros(Constant.FORWARD)));
    }

    private static GateResult livelock(Constants constants) {
        LivelockFigures figures = router(constants);
        List<LivelockFigures.Point> inline = figures.curve("inline", 0);
        int in = (int) (LOSS_FREE_TIMES * LivelockFigures.lossFree(inline));
        double interrupted = 100 * figures.shareOfPeak(inline, "inline", 0, in);
        double noQuota = 100 * figures.shareOfPeak(figures.curve("no-quota", 0), "no-quota", 0, in);
        double quota = 100 * figures.shareOfPeak(figures.curve("quota", 0), "quota", 0, in);
        return GateResult.of(
                INTERRUPTED.holds(interrupted) && NO_QUOTA.holds(noQuota) && QUOTA.holds(quota),
                "%.0f %%; %.0f %%; %.0f %%".formatted(interrupted, noQuota, quota));
    }

    private static GateResult feedback(Constants constants) {
        LivelockFigures figures = router(constants);
        long process = Math.round(1000 * constants.get(Constant.PROCESS));
        List<LivelockFigures.Point> without = figures.curve("quota", process);
        List<LivelockFigures.Point> with = figures.curve("feedback", process);
        int in = (int) (OVERLOAD_TIMES * LivelockFigures.lossFree(with));
        double starved = 100 * figures.shareOfPeak(without, "quota", process, in);
        double held = 100 * figures.shareOfPeak(with, "feedback", process, in);
        return GateResult.of(STARVED.holds(starved) && HELD.holds(held), "%.0f %%; %.0f %%".formatted(starved, held));
    }
}
