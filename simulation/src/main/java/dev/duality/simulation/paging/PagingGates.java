// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;

/// The figures that were published of paging, and how ours are found.
public final class PagingGates {
    private static final long SEED = 1;
    private static final int SLEEP_SECONDS = 30;
    private static final int SHORT_SLEEP_SECONDS = 1;
    private static final double PROBE_OF_FEW = 0.75; // ms by mapping, of 120 probes
    private static final double PROBE_OF_MANY = 0.13; // of 1,000
    private static final double NOTICED = 0.03; // s: the most with a penalty
    private static final Tolerance QUICKER = Tolerance.of(">= 10");
    private static final Tolerance LOST = Tolerance.of(">= 50 %");
    private static final Tolerance KEPT = Tolerance.of("at most 0.03 s");
    private static final Tolerance BRIEF = Tolerance.of("at most 0.1 s");
    private static final Tolerance PROBE = Tolerance.of("+-15 %");
    private static final Tolerance SORT = Tolerance.of("at most 1.1");
    private static final Tolerance TOUCHES = Tolerance.of("1.6-8.3");

    private PagingGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        38,
                        "Nelson 1988",
                        "response beside a sort: after 30 s of sleep, penalty of 0 and 120 s; after 1 s, without; the sort's time."
                                + " How large the program is was not published; ours has 1 MB, and the seconds are in proportion",
                        "15.8 s, 0.01-0.03 s; 0.1 s; less",
                        QUICKER + " times 0.03 s, " + LOST + " of its pages lost, " + KEPT + "; " + BRIEF + "; " + SORT,
                        PagingGates::penalty),
                new Gate(
                        39,
                        "Shirriff 1993",
                        "touches of a page from which on mapping a file beats calls that read it",
                        "between 1.6 and 8.3; mapped 0.75 ms a probe of 120, 0.13 of 1,000",
                        TOUCHES + "; " + PROBE,
                        PagingGates::crossover),
                new Gate(
                        40,
                        "Nelson 1986",
                        "dirty pages; frames of virtual memory; touches that find what was stored last",
                        "<= 1/4; >= 1/16; all",
                        "exact",
                        _ -> invariants()));
    }

    private static GateResult penalty(Constants constants) {
        PagingFigures figures = new PagingFigures(SEED);
        double rate = constants.get("page-rate");
        double swap = constants.get("disk"); // what a file that is longer than its memory leaves in the server's
        PagingFigures.Day none = figures.day(0, SLEEP_SECONDS, rate, swap);
        PagingFigures.Day some = figures.day(constants.get("penalty"), SLEEP_SECONDS, rate, swap);
        PagingFigures.Day brief = figures.day(0, SHORT_SLEEP_SECONDS, rate, swap);
        double sort = some.blockSeconds() / none.blockSeconds();
        return GateResult.of(
                QUICKER.holds(none.responseSeconds() / NOTICED)
                        && LOST.holds(100 * none.lost())
                        && KEPT.holds(some.responseSeconds())
                        && BRIEF.holds(brief.responseSeconds())
                        && SORT.holds(sort),
                "%.2f s, %.0f %% of its pages lost, %.2f s; %.2f s; %.2f"
                        .formatted(
                                none.responseSeconds(),
                                100 * none.lost(),
                                some.responseSeconds(),
                                brief.responseSeconds(),
                                sort));
    }

    private static GateResult crossover(Constants constants) {
        PagingFigures.Crossover found =
                new PagingFigures(SEED).crossover(constants.get("map-page"), constants.get("read-call"));
        return GateResult.of(
                TOUCHES.holds(found.touchesPerPage())
                        && PROBE.holds(100 * (found.few() / PROBE_OF_FEW - 1))
                        && PROBE.holds(100 * (found.many() / PROBE_OF_MANY - 1)),
                "%.1f; mapped %.2f ms a probe of 120, %.2f of 1,000"
                        .formatted(found.touchesPerPage(), found.few(), found.many()));
    }

    /// Bounds that were never reached would say nothing, so they have to be.
    private static GateResult invariants() {
        PagingFigures.Invariants found = new PagingFigures(SEED).invariants();
        boolean reached = 4 * found.mostDirty() == found.frames() && 16 * found.leastOfPages() == found.frames();
        return GateResult.of(
                found.violation().isEmpty() && reached && found.pageIns() > 0,
                found.violation()
                        .orElseGet(() -> "%d of %d; %d of %d; %,d of %,d"
                                .formatted(
                                        found.mostDirty(),
                                        found.frames(),
                                        found.leastOfPages(),
                                        found.frames(),
                                        found.touches(),
                                        found.touches())));
    }
}
