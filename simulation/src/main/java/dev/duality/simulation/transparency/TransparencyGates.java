// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import dev.duality.simulation.gate.Constant;
import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import dev.duality.workloads.transparency.SystemCall;
import java.util.Arrays;
import java.util.List;

/// The figures that were published of calls near and far, and how ours are found.
public final class TransparencyGates {
    private static final long SEED = 1;
    private static final int CALLS = 10_600;
    private static final int KILOBYTE = 1024;
    private static final Tolerance.Range DEARER = Tolerance.of("> 1");

    // where a call is handled, in milliseconds (Sprite 1988)
    private static final double OPEN_OR_CLOSE = 2.17 / 2;
    private static final double PACKET = 2.44 + 0.2; // a kilobyte to the process that serves the network
    private static final double REQUEST = 2.05; // nothing to a process that serves

    private TransparencyGates() {}

    /// All of them.
    public static List<Gate> all() {
        return List.of(new Gate(
                53,
                "Nelson, Welch, Ousterhout 1988; Welch, Ousterhout 1988",
                "times as long to another host: open and close; a packet of 1 KB; a request to a server. What a program gets",
                "3.74; less; 2.08. The same",
                Tolerance.several("%s each, in this order; byte for byte", DEARER),
                TransparencyGates::nearAndFar));
    }

    private static GateResult nearAndFar(Constants constants) {
        TransparencyFigures figures = new TransparencyFigures(SEED);
        double call = constants.get(Constant.CALL);
        double perKilobyte = constants.get(Constant.CALL_PER_KB);
        double open = figures.remoteOverLocal(
                List.of(SystemCall.OPEN, SystemCall.CLOSE), 1, OPEN_OR_CLOSE, call, perKilobyte);
        double packet = figures.remoteOverLocal(List.of(SystemCall.WRITE), KILOBYTE, PACKET, call, perKilobyte);
        double request = figures.remoteOverLocal(List.of(SystemCall.SIGNAL), 1, REQUEST, call, perKilobyte);
        byte[] here = figures.transcript(HomeProtocol.HERE, CALLS);
        boolean same = Arrays.equals(here, figures.transcript(HomeProtocol.HOME, CALLS))
                && Arrays.equals(here, figures.transcript(HomeProtocol.SPRITE, CALLS));
        return GateResult.of(
                open > packet && packet > request && DEARER.holds(request) && same,
                "%.2f; %.2f; %.2f. %s in %,d calls"
                        .formatted(open, packet, request, same ? "The same" : "Something else", CALLS));
    }
}
