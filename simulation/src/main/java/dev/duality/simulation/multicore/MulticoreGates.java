// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.GateVerdict;
import dev.duality.simulation.gate.Tolerance;
import dev.duality.simulation.multicore.PublishedPrograms.Locks;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The figures that were published of atomic operations, locks and messages on two machines with tens of cores, and how
/// the simulated ones do it. The machines' tables are the papers' latencies; no figure that is checked here went into
/// them, but for one number of the machine of gates 116 and 117, which docs/multicore.md says.
public final class MulticoreGates {
    private static final String DAVID = "David 2013";
    private static final String BAUMANN = "Baumann 2009";
    private static final String OURS = "docs/floor.md"; // what a machine of ours gave, in place of a paper
    private static final Tolerance.Range ATOMICS = Tolerance.of("+-25 %");
    private static final Tolerance.Range LOCKS = Tolerance.of("+-35 %");
    private static final Tolerance.Range FALL = Tolerance.of("0.35-0.65");
    private static final Tolerance.Range DIE = Tolerance.of("0.5-0.85");
    private static final Tolerance.Range QUEUE = Tolerance.of("0.5-0.8");
    private static final Tolerance.Range OWNED = Tolerance.of("1.8-3.2");
    private static final Tolerance.Range BEHIND = Tolerance.of("below 1");
    private static final Tolerance.Range AHEAD = Tolerance.of("above 1");
    private static final Tolerance.Range TWICE = Tolerance.of("1.5-2.5");
    private static final Tolerance.Range TAKEN_OVER = Tolerance.of("1.8-2.8");

    private static final int[] OPTERON_THREADS = {4, 6, 8, 12, 18, 24, 36, 48};
    private static final double[] OPTERON_ADDS = {17.33, 16.98, 12.94, 10.97, 8.96, 9.67, 9.08, 8.78};
    private static final int[] XEON_THREADS = {4, 6, 10, 12, 20, 40, 60, 80};
    private static final double[] XEON_ADDS = {21.29, 22.16, 21.68, 9.61, 9.72, 8.31, 8.96, 9.14};
    private static final int[] XEON_LOCK_THREADS = {2, 10, 12, 20, 40, 80};
    private static final double[] XEON_MCS = {4.75, 5.3, 3.19, 2.52, 1.73, 1.53};
    private static final int[] XEON_PLACES = {1, 40, 10}; // in the socket, one hop, two hops
    private static final double[] XEON_ONE_WAY = {214, 914, 1167};
    private static final double[] XEON_ROUND_TRIP = {564, 1968, 2660};
    private static final double[] XEON_MCS_ALONE = {186, 372, 472};
    private static final double OPTERON_ONE_WAY_PREFETCHED = 262;

    private MulticoreGates() {}

    private static PublishedPrograms opteron() {
        return new PublishedPrograms(Machines.named("opteron-6172"));
    }

    private static MachineSpec barrelfish() {
        return Machines.named("opteron-8380");
    }

    private static PublishedPrograms xeon() {
        return new PublishedPrograms(Machines.named("xeon-e7-8867l"));
    }

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                gate(
                        101,
                        DAVID,
                        "48-core Opteron: atomic additions to one word, 4 to 48 threads",
                        "17.3 to 8.8 M/s",
                        ATOMICS,
                        () -> {
                            PublishedPrograms opteron = opteron();
                            return curve(ATOMICS, OPTERON_THREADS, OPTERON_ADDS, opteron::fetchAndAdd);
                        }),
                gate(102, DAVID, "48-core Opteron: the same, 12 threads against 6", "0.65", DIE, () -> {
                    PublishedPrograms opteron = opteron();
                    return ratio(DIE, opteron.fetchAndAdd(12) / opteron.fetchAndAdd(6));
                }),
                gate(
                        103,
                        DAVID,
                        "80-core Xeon: atomic additions to one word, 4 to 80 threads",
                        "21.3 to 9.1 M/s",
                        ATOMICS,
                        () -> {
                            PublishedPrograms xeon = xeon();
                            return curve(ATOMICS, XEON_THREADS, XEON_ADDS, xeon::fetchAndAdd);
                        }),
                gate(
                        104,
                        DAVID,
                        "80-core Xeon: the same, 12 threads against 10: the first of another socket",
                        "0.44",
                        FALL,
                        () -> {
                            PublishedPrograms xeon = xeon();
                            return ratio(FALL, xeon.fetchAndAdd(12) / xeon.fetchAndAdd(10));
                        }),
                gate(105, DAVID, "80-core Xeon: one MCS lock, 2 to 80 threads", "4.8 to 1.5 M/s", LOCKS, () -> {
                    PublishedPrograms xeon = xeon();
                    return curve(LOCKS, XEON_LOCK_THREADS, XEON_MCS, n -> xeon.contended(Locks.MCS, n));
                }),
                gate(106, DAVID, "48-core Opteron: one MCS lock, 48 threads against 6", "0.62", QUEUE, () -> {
                    PublishedPrograms opteron = opteron();
                    return ratio(QUEUE, opteron.contended(Locks.MCS, 48) / opteron.contended(Locks.MCS, 6));
                }),
                gate(
                        108,
                        DAVID,
                        "80-core Xeon: an MCS lock that another had before, by distance",
                        "186, 372, 472 cycles",
                        ATOMICS,
                        () -> {
                            PublishedPrograms xeon = xeon();
                            return curve(ATOMICS, XEON_PLACES, XEON_MCS_ALONE, n -> xeon.uncontended(Locks.MCS, n));
                        }),
                gate(
                        109,
                        DAVID,
                        "80-core Xeon: messages of one line, one way, by distance",
                        "214, 914, 1,167 cycles",
                        LOCKS,
                        () -> {
                            PublishedPrograms xeon = xeon();
                            return curve(LOCKS, XEON_PLACES, XEON_ONE_WAY, n -> xeon.messages(n, false));
                        }),
                gate(
                        110,
                        DAVID,
                        "80-core Xeon: messages of one line, there and back, by distance",
                        "564, 1,968, 2,660 cycles",
                        LOCKS,
                        () -> {
                            PublishedPrograms xeon = xeon();
                            return curve(LOCKS, XEON_PLACES, XEON_ROUND_TRIP, n -> xeon.messages(n, true));
                        }),
                gate(
                        111,
                        DAVID,
                        "48-core Opteron: messages in a die, which Java cannot prefetch for writing",
                        "up to 2.5 x",
                        OWNED,
                        () -> ratio(OWNED, opteron().messages(1, false) / OPTERON_ONE_WAY_PREFETCHED)),
                gate(
                        112,
                        OURS,
                        "two words against one there and back, in a socket whose reader takes the line over",
                        "2.3-2.7 x on an Intel of ours",
                        TAKEN_OVER,
                        () -> {
                            PublishedPrograms xeon = xeon();
                            return ratio(TAKEN_OVER, xeon.pingPong(1, 2) / xeon.pingPong(1, 1));
                        }),
                gate(
                        113,
                        DAVID,
                        "48-core Opteron: hash table of 12 buckets, messages over the best lock, 18 and 36 threads",
                        "0.83; 1.53: overtaken between",
                        Tolerance.several("%s; %s", BEHIND, AHEAD),
                        () -> overtaken("opteron-6172", 18, 36)),
                gate(
                        114,
                        DAVID,
                        "48-core Opteron: hash table of 512 buckets, messages over the best lock, 36 threads",
                        "0.58: not overtaken",
                        BEHIND,
                        () -> {
                            double at36 = new TableCrossing(Machines.named("opteron-6172"), 512).messagesOverLocks(36);
                            return GateResult.of(BEHIND.holds(at36), String.format(Locale.ROOT, "%.2f", at36));
                        }),
                gate(
                        115,
                        DAVID,
                        "80-core Xeon: hash table of 12 buckets, messages over the best lock, 9 and 18 threads",
                        "0.48 with 10; 1.42: overtaken between",
                        Tolerance.several("%s; %s", BEHIND, AHEAD),
                        () -> overtaken("xeon-e7-8867l", 9, 18)),
                gate(
                        116,
                        BAUMANN,
                        "16-core Opteron: an update of 1, 2, 4 and 8 lines by all cores over one by messages to a server",
                        "above 1 from 4 lines on",
                        Tolerance.several("1 and 2 lines %s; 4 and 8 lines %s", BEHIND, AHEAD),
                        MulticoreGates::fewLines),
                gate(
                        117,
                        BAUMANN,
                        "16-core Opteron: updates of 8 lines by a server over those by all 16 cores together",
                        "twice as many",
                        TWICE,
                        () -> {
                            SharedLines lines = new SharedLines(barrelfish(), 8);
                            return ratio(TWICE, lines.byLoadsAndStores(16) / lines.byMessages(15));
                        }));
    }

    /// The cores of the machine wait for their updates themselves, or all but one for the one that does them.
    private static GateResult fewLines() {
        double[] ratios = IntStream.of(1, 2, 4, 8)
                .mapToDouble(count -> {
                    SharedLines lines = new SharedLines(barrelfish(), count);
                    return 16 * lines.byLoadsAndStores(16) / (15 * lines.byMessages(15));
                })
                .toArray();
        return GateResult.of(
                BEHIND.holds(ratios[0]) && BEHIND.holds(ratios[1]) && AHEAD.holds(ratios[2]) && AHEAD.holds(ratios[3]),
                String.format(Locale.ROOT, "%.2f; %.2f; %.2f; %.2f", ratios[0], ratios[1], ratios[2], ratios[3]));
    }

    /// Whether messages overtake in a hash table of 12 buckets between two numbers of threads.
    private static GateResult overtaken(String machine, int few, int many) {
        TableCrossing table = new TableCrossing(Machines.named(machine), 12);
        double below = table.messagesOverLocks(few);
        double above = table.messagesOverLocks(many);
        return GateResult.of(
                BEHIND.holds(below) && AHEAD.holds(above), String.format(Locale.ROOT, "%.2f; %.2f", below, above));
    }

    private static Gate gate(
            int number, String source, String what, String paper, Tolerance tolerance, Supplier<GateResult> check) {
        return new Gate(
                number,
                source,
                what,
                paper,
                tolerance,
                _ -> Multicore.unavailable()
                        .map(reason -> new GateResult(reason, GateVerdict.INCONCLUSIVE))
                        .orElseGet(check));
    }

    private static GateResult ratio(Tolerance.Range tolerance, double ours) {
        return GateResult.of(tolerance.holds(ours), String.format(Locale.ROOT, "%.2f", ours));
    }

    /// Ours beside each published value, and the one that is farthest off.
    private static GateResult curve(Tolerance.Range tolerance, int[] at, double[] published, IntToDoubleFunction ours) {
        double farthest = 0;
        int where = 0;
        for (int i = 0; i < at.length; i++) {
            double off = 100 * (ours.applyAsDouble(at[i]) / published[i] - 1);
            if (Math.abs(off) > Math.abs(farthest)) {
                farthest = off;
                where = i;
            }
        }
        return GateResult.of(
                tolerance.holds(farthest),
                String.format(
                        Locale.ROOT,
                        published[where] < 1000 ? "at most %+.0f %% (of %.4g)" : "at most %+.0f %% (of %,.0f)",
                        farthest,
                        published[where]));
    }
}
