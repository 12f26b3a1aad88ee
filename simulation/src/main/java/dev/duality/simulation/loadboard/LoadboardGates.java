// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import dev.duality.simulation.gate.Constant;
import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;

/// The figures that were published of host loads in a file and at a process, and how ours are found.
public final class LoadboardGates {
    private static final long SEED = 1;
    private static final Tolerance.Range IN_A_FILE = Tolerance.of(">5 %");
    private static final Tolerance.Range AT_A_PROCESS = Tolerance.of("<1 %");
    private static final Tolerance.Range BYTES = Tolerance.of("<10 %");

    private LoadboardGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(new Gate(
                37,
                "Welch 1991",
                "host loads in a file, at a process: uncacheable opens; bytes of the second beside the first",
                "7.5 %; <1 %",
                Tolerance.several("%s; %s; %s", IN_A_FILE, AT_A_PROCESS, BYTES),
                LoadboardGates::loadboard));
    }

    private static GateResult loadboard(Constants constants) {
        LoadboardFigures figures = new LoadboardFigures(
                SEED, (int) Math.round(1000 * constants.get(Constant.PICKS)), constants.get(Constant.UPDATE_PERIOD));
        LoadboardFigures.Day file = figures.file();
        LoadboardFigures.Day server = figures.server();
        double before = 100 * file.uncacheable();
        double after = 100 * server.uncacheable();
        double bytes = 100.0 * server.bytes() / file.leastBytes();
        return GateResult.of(
                IN_A_FILE.holds(before)
                        && AT_A_PROCESS.holds(after)
                        && BYTES.holds(bytes)
                        && file.operations() == server.operations(),
                "%.1f %%; %.2f %%; %.1f %%".formatted(before, after, bytes));
    }
}
