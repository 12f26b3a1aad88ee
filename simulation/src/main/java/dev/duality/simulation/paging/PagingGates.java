// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.simulation.gate.Constant;
import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;
import java.util.stream.LongStream;

/// The figures that were published of paging, and how ours are found.
public final class PagingGates {
    private static final long SEED = 1;
    private static final int DAYS = 9; // each with a seed of its own, of which the middle counts
    private static final int SLEEP_SECONDS = 30;
    private static final int SHORT_SLEEP_SECONDS = 1;
    private static final double PROBE_OF_FEW = 0.75; // ms by mapping, of 120 probes
    private static final double PROBE_OF_MANY = 0.13; // of 1,000
    private static final double PAPERS_RESPONSE = 15.8; // s, on average: 12.5 to 22.0
    private static final double PAPERS_LOST = 0.81; // 1,250 pages came in a sort of 96.3 s, once in 45.8 s, of 730
    private static final int SORTS_PAGES = 106; // with a penalty the file cache had 178 KB at most beside the 5.7 MB
    private static final Tolerance.Range SLOW = Tolerance.of("+-30 %");
    private static final Tolerance.Range KEPT = Tolerance.of("at most 0.03 s");
    private static final Tolerance.Range BRIEF = Tolerance.of("at most 0.1 s");
    private static final Tolerance.Range PROBE = Tolerance.of("+-15 %");
    private static final Tolerance.Range SORT = Tolerance.of("at most 1.1");
    private static final Tolerance.Range TOUCHES = Tolerance.of("1.6-8.3");

    private PagingGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        38,
                        "Nelson 1990",
                        "the middle of seeds 1 to " + DAYS
                                + ": response of a program of 5.7 MB in 8 MB after 30 s of sleep, beside a sort that has no"
                                + " pages of its own, and one that has 0.8 MB (from 0.3 MB on it is the same); with a penalty"
                                + " of 120 s; after 1 s; the sort's time with the penalty",
                        "15.8 s, 81 % of its pages lost; 0.03 s; 0.1 s; 0.77",
                        Tolerance.several(
                                "15.8 s and 81 %% lie between both, which are within %s; %s; %s; %s of the sort's time"
                                        + " without it: that bound alone is checked, not 0.77",
                                SLOW, KEPT, BRIEF, SORT),
                        constants -> penalty(constants, SEED)),
                new Gate(
                        39,
                        "Shirriff 1993",
                        "touches of a page from which on mapping a file beats calls that read it",
                        "between 1.6 and 8.3; mapped 0.75 ms a probe of 120, 0.13 of 1,000",
                        Tolerance.several("%s; %s", TOUCHES, PROBE),
                        PagingGates::crossover),
                new Gate(
                        40,
                        "Nelson 1986",
                        "dirty pages; frames of virtual memory; touches that find what was stored last",
                        "<= 1/4; >= 1/16; all",
                        Tolerance.EXACT,
                        _ -> invariants()));
    }

    /// @param first of the seeds of the days
    static GateResult penalty(Constants constants, long first) {
        PagingFigures.Day roomy = day(constants, first, 0, SLEEP_SECONDS, 0);
        PagingFigures.Day tight = day(constants, first, 0, SLEEP_SECONDS, SORTS_PAGES);
        PagingFigures.Day kept = day(constants, first, constants.get(Constant.PENALTY), SLEEP_SECONDS, SORTS_PAGES);
        PagingFigures.Day brief = day(constants, first, 0, SHORT_SLEEP_SECONDS, SORTS_PAGES);
        double sort = kept.blockSeconds() / tight.blockSeconds();
        return GateResult.of(
                isBetween(PAPERS_RESPONSE, roomy.responseSeconds(), tight.responseSeconds())
                        && isBetween(PAPERS_LOST, roomy.lost(), tight.lost())
                        && SLOW.holds(100 * (roomy.responseSeconds() / PAPERS_RESPONSE - 1))
                        && SLOW.holds(100 * (tight.responseSeconds() / PAPERS_RESPONSE - 1))
                        && KEPT.holds(kept.responseSeconds())
                        && BRIEF.holds(brief.responseSeconds())
                        && SORT.holds(sort),
                "%.1f s, %.0f %%, and %.1f s, %.0f %%; %.2f s; %.2f s; %.2f"
                        .formatted(
                                roomy.responseSeconds(),
                                100 * roomy.lost(),
                                tight.responseSeconds(),
                                100 * tight.lost(),
                                kept.responseSeconds(),
                                brief.responseSeconds(),
                                sort));
    }

    private static PagingFigures.Day day(
            Constants constants, long first, double penalty, int sleepSeconds, int sortsPages) {
        double read = constants.get(Constant.PAGE_RATE);
        double write = constants.get(Constant.PAGE_OUT_RATE);
        return PagingFigures.Day.middle(LongStream.range(first, first + DAYS)
                .mapToObj(seed -> new PagingFigures(seed).day(penalty, sleepSeconds, sortsPages, read, write))
                .toList());
    }

    private static boolean isBetween(double value, double least, double most) {
        return least <= value && value <= most;
    }

    private static GateResult crossover(Constants constants) {
        PagingFigures.Crossover found =
                new PagingFigures(SEED).crossover(constants.get(Constant.MAP_PAGE), constants.get(Constant.READ_CALL));
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
        boolean reached = Tolerance.EXACT.holds(4 * found.mostDirty() - found.frames())
                && Tolerance.EXACT.holds(16 * found.leastOfPages() - found.frames());
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
