// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.SubstrateSide;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import dev.duality.results.statistics.Resampling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.DoubleStream;

/// The quicker side of a cache, each by its best policy, as a miss costs more and more.
///
/// An operation takes what was measured, and its share of misses times what a miss costs: over the cost of a miss each
/// row is a straight line. The lowest line wins.
///
/// @param first the row that wins where a miss costs its bookkeeping alone
/// @param free time of an operation of a worker by messages over that by shared memory there, of the best row of each
/// @param turns where the other side takes over, as a miss costs more
/// @param open whether there may be a further turn: the rounds do not say from where on
public record PolicyVerdict(PolicyComparison.Of first, Ratio free, List<Turn> turns, boolean open) {
    private static final int DRAWS = 1_000;

    /// One side takes over from the other.
    ///
    /// @param missNanos what a miss costs there
    /// @param interval empty where rows have one fork each
    /// @param to the row that wins from there on
    public record Turn(double missNanos, Optional<Interval> interval, PolicyComparison.Of to) {}

    public PolicyVerdict {
        turns = List.copyOf(turns);
    }

    /// @param all rows of one cache
    /// @param seed of the resampling: the same seed gives the same intervals
    /// @return empty if one of the two sides has no row
    static Optional<PolicyVerdict> of(Loads loads, List<PolicyComparison.Of> all, long seed) {
        List<PolicyComparison.Of> rows = all.stream()
                .filter(row -> isShared(row) || row.cell().side() == SubstrateSide.MESSAGING)
                .toList();
        if (rows.stream().map(PolicyVerdict::isShared).distinct().count() < 2) {
            return Optional.empty();
        }
        Map<String, SortedMap<Integer, Double>> shared = new LinkedHashMap<>();
        Map<String, SortedMap<Integer, Double>> messages = new LinkedHashMap<>();
        List<SortedMap<Integer, Double>> cells = new ArrayList<>();
        for (PolicyComparison.Of row : rows) {
            SortedMap<Integer, Double> nanos = loads.nanosPerOp(row.row());
            (isShared(row) ? shared : messages).put(row.row().id(), nanos);
            cells.add(nanos);
            cells.add(PolicyComparison.hitsByRound(loads, row.row()));
        }
        List<Lowest> lowest =
                lowest(cells.stream().mapToDouble(Resampling::median).toArray());
        boolean begins = isShared(rows.get(lowest.getFirst().row));
        List<Lowest> taken = turns(rows, lowest, begins);
        Optional<List<Interval>> intervals =
                Resampling.intervals(cells, medians -> places(rows, medians, begins, taken.size() + 1), DRAWS, seed);
        List<Turn> turns = new ArrayList<>();
        for (Lowest turn : taken) {
            Optional<Interval> interval = intervals.map(each -> each.get(turns.size()));
            if (interval.filter(range -> Double.isInfinite(range.high())).isPresent()) {
                break; // of the rounds some have it, and some do not
            }
            turns.add(new Turn(turn.fromNanos, interval, rows.get(turn.row)));
        }
        return Optional.of(new PolicyVerdict(
                rows.get(lowest.getFirst().row),
                Ratio.ofBest(messages, shared, true),
                turns,
                turns.size() < taken.size()
                        || intervals
                                .filter(each -> Double.isFinite(each.getLast().low()))
                                .isPresent()));
    }

    private static boolean isShared(PolicyComparison.Of row) {
        return row.cell().side() == SubstrateSide.SHM;
    }

    /// A row that wins from one cost of a miss to the next.
    private record Lowest(double fromNanos, int row) {}

    /// @param medians of each row its time, then its hits of 100
    private static List<Lowest> lowest(double[] medians) {
        int at = 0;
        for (int row = 1; row < medians.length / 2; row++) {
            boolean quicker = medians[2 * row] < medians[2 * at];
            boolean alike = medians[2 * row] == medians[2 * at] && medians[2 * row + 1] > medians[2 * at + 1];
            at = quicker || alike ? row : at;
        }
        List<Lowest> lowest = new ArrayList<>(List.of(new Lowest(0, at)));
        while (true) {
            int next = -1;
            double nearest = Double.POSITIVE_INFINITY;
            for (int row = 0; row < medians.length / 2; row++) {
                double crossing = PolicyComparison.missNanos(
                                medians[2 * row] - medians[2 * at], medians[2 * row + 1] - medians[2 * at + 1])
                        .orElse(Double.POSITIVE_INFINITY);
                boolean steeper = next >= 0 && crossing == nearest && medians[2 * row + 1] > medians[2 * next + 1];
                if (crossing < nearest || steeper) {
                    next = row;
                    nearest = crossing;
                }
            }
            if (next < 0) {
                return lowest;
            }
            lowest.add(new Lowest(nearest, next));
            at = next;
        }
    }

    /// A cost of a miss at which the side changes that wins.
    /// @param begins whether that is shared memory at first
    private static List<Lowest> turns(List<PolicyComparison.Of> rows, List<Lowest> lowest, boolean begins) {
        List<Lowest> turns = new ArrayList<>();
        boolean shared = begins;
        for (Lowest one : lowest) {
            if (isShared(rows.get(one.row)) != shared) {
                turns.add(one);
                shared = !shared;
            }
        }
        return turns;
    }

    /// Those of one draw, one more than the medians have; a turn that it does not have lies beyond everything.
    private static double[] places(List<PolicyComparison.Of> rows, double[] medians, boolean begins, int wanted) {
        double[] found = turns(rows, lowest(medians), begins).stream()
                .mapToDouble(Lowest::fromNanos)
                .toArray();
        return DoubleStream.concat(DoubleStream.of(found), DoubleStream.generate(() -> Double.POSITIVE_INFINITY))
                .limit(wanted)
                .toArray();
    }

    /// One sentence, such as `shared memory, while a miss costs little (clock on shm:lockfree; ...)`.
    public String text() {
        String ratio = "an operation of a worker takes " + free.text() + " as long by messages";
        return switch (free.direction()) {
            case UNKNOWN -> "open: by messages an operation of a worker takes so much longer: " + free.text();
            case NO_DIFFERENCE -> "neither, while a miss costs little (" + ratio + ")" + rest();
            case GREATER -> isShared(first) ? won(ratio) : apart(ratio);
            case LESS -> isShared(first) ? apart(ratio) : won(ratio);
        };
    }

    private String won(String ratio) {
        return side(first) + (turns.isEmpty() && !open ? ", whatever a miss costs (" : ", while a miss costs little (")
                + named(first) + "; " + ratio + ")" + rest();
    }

    /// The medians, which say who is first, are of all rounds of a row, and the ratio is of those that both sides have.
    private String apart(String ratio) {
        return "open: while a miss costs little, the rounds name one side and the medians the other (" + named(first)
                + "; " + ratio + ")";
    }

    private String rest() {
        StringBuilder rest = new StringBuilder();
        turns.forEach(turn -> rest.append("; ")
                .append(side(turn.to))
                .append(" where it costs ")
                .append(Digits.three(turn.missNanos))
                .append(" ns")
                .append(turn.interval
                        .map(range -> " " + range.text(Digits::three))
                        .orElse(" (1 fork: no interval)"))
                .append(" or more (")
                .append(named(turn.to))
                .append(")"));
        return rest + (open ? "; whether a dearer one turns that round, the rounds do not say" : "");
    }

    private static String side(PolicyComparison.Of row) {
        return isShared(row) ? "shared memory" : "messages";
    }

    private static String named(PolicyComparison.Of row) {
        return row.policy() + " on " + row.cell().substrate() + ", " + Digits.percent(row.hitPercent()) + " % hits";
    }
}
