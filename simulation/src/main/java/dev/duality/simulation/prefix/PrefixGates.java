// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;

/// The figures that were published of prefix tables, and how ours are found.
public final class PrefixGates {
    private static final double REDIRECTED_PERCENT = 13.5;
    private static final double REQUESTS = 1.14;
    private static final Tolerance.Range OFF_PERCENT = Tolerance.of("+-1 %");
    private static final Tolerance.Range OFF_REQUESTS = Tolerance.of("+-0.03");
    private static final Tolerance.Range BROADCASTS = Tolerance.of("at most 1");

    private PrefixGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        28,
                        "Welch 1990",
                        "lookups that a link redirects; requests for each lookup",
                        REDIRECTED_PERCENT + " %; " + REQUESTS,
                        Tolerance.several("%s; %s", OFF_PERCENT, OFF_REQUESTS),
                        _ -> redirects()),
                new Gate(
                        29,
                        "Welch, Ousterhout 1986",
                        "each domain moves: wrong answers; broadcasts of a client for one stale hint",
                        "0; 1",
                        Tolerance.several("%s; %s", Tolerance.EXACT, BROADCASTS),
                        _ -> moves()));
    }

    private static GateResult redirects() {
        PrefixFigures.Lookups found = PrefixFigures.still();
        double redirected = 100 * found.redirectedShare();
        double requests = found.requestsPerLookup();
        return GateResult.of(
                found.violation().isEmpty()
                        && OFF_PERCENT.holds(redirected - REDIRECTED_PERCENT)
                        && OFF_REQUESTS.holds(requests - REQUESTS),
                "%.1f %%; %.3f".formatted(redirected, requests));
    }

    private static GateResult moves() {
        PrefixFigures.Lookups found = PrefixFigures.moving();
        return GateResult.of(
                found.violation().isEmpty() && found.moves() > 0 && BROADCASTS.holds((double) found.mostBroadcasts()),
                found.violation()
                        .orElse("0 of %,d in %d moves; %d"
                                .formatted(found.lookups(), found.moves(), found.mostBroadcasts())));
    }
}
