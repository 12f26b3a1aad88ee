// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import dev.duality.results.RowClass;
import dev.duality.results.Run;
import dev.duality.results.SubstrateSide;
import dev.duality.results.finding.Contention.Spot;
import dev.duality.results.finding.Contention.ThreadsVerdict;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Lays the rows of the workload `table` beside each other, at equal totals of threads.
final class Contentions {
    private static final String WORKLOAD = "table";
    private static final String SKEW = "skew";
    private static final String READ = "read";
    private static final String BUCKETS = "buckets";
    private static final String ENTRIES = "entries";

    private final Run run;
    private final Loads loads;

    private Contentions(Run run, Loads loads) {
        this.run = run;
        this.loads = loads;
    }

    /// Rows that differ in skew, share of reads and threads alone.
    private record Kind(String substrate, CellSetting setting, Optional<Regime> regime) {
        /// @param other of shared memory, in which nobody is served
        boolean rivals(Kind other) {
            return setting.withWindow(1).equals(other.setting) && regime.equals(other.regime);
        }

        String table() {
            return value(BUCKETS) + " buckets of " + value(ENTRIES);
        }

        private String value(String name) {
            ParameterValue parameter = setting.params().get(name);
            return parameter == null ? "?" : parameter.value();
        }
    }

    private record Place(double skew, long read) {}

    /// Empty unless some pair of sides was measured at two places at least: then nothing was varied.
    static List<Contention> of(Run run, Loads loads, List<Row> rows) {
        Map<Kind, Map<Place, SortedMap<Integer, Row>>> shared = new LinkedHashMap<>();
        Map<Kind, Map<Place, SortedMap<Integer, Row>>> messages = new LinkedHashMap<>();
        for (Row row : rows) {
            Cell cell = row.cell();
            Optional<Place> place = place(cell);
            boolean rival = cell.side() == SubstrateSide.MESSAGING || Pairing.is(row, RowClass.SHARED);
            if (rival && cell.workload().equals(WORKLOAD) && row.closed().isPresent() && place.isPresent()) {
                (cell.side() == SubstrateSide.SHM ? shared : messages)
                        .computeIfAbsent(kind(row), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(place.get(), _ -> new TreeMap<>())
                        .merge(cell.threads(), row, Contentions::asPublished);
            }
        }
        Contentions contentions = new Contentions(run, loads);
        List<Contention> all = new ArrayList<>();
        messages.forEach((message, above) -> shared.forEach((other, below) -> {
            if (message.rivals(other)) {
                List<Spot> spots = contentions.spots(above, below);
                if (spots.size() > 1) {
                    all.add(new Contention(
                            message.setting.named(message.substrate), other.substrate, message.table(), spots));
                }
            }
        }));
        all.sort(Comparator.comparing(Contention::table)
                .thenComparing(Contention::messages)
                .thenComparing(Contention::shared));
        return List.copyOf(all);
    }

    /// Of two rows with as many threads the one with a server in three, as it was published, or else the first.
    private static Row asPublished(Row first, Row second) {
        return isAsPublished(second.cell()) && !isAsPublished(first.cell()) ? second : first;
    }

    private static boolean isAsPublished(Cell cell) {
        return cell.servers() == Math.max(1, cell.threads() / 3);
    }

    /// Empty unless both are numbers: a run may come from anybody.
    private static Optional<Place> place(Cell cell) {
        ParameterValue skew = cell.params().get(SKEW);
        ParameterValue read = cell.params().get(READ);
        boolean numbers = skew != null
                && read != null
                && skew.value().matches("[0-9]{1,3}([.][0-9]{1,9})?")
                && read.value().matches("[0-9]{1,9}");
        return numbers
                ? Optional.of(new Place(Double.parseDouble(skew.value()), Long.parseLong(read.value())))
                : Optional.empty();
    }

    private static Kind kind(Row row) {
        Cell cell = row.cell();
        return new Kind(cell.substrate(), CellSetting.inEveryWindow(cell).without(List.of(SKEW, READ)), row.regime());
    }

    private List<Spot> spots(Map<Place, SortedMap<Integer, Row>> messages, Map<Place, SortedMap<Integer, Row>> shared) {
        List<Spot> spots = new ArrayList<>();
        messages.forEach((place, above) -> {
            SortedMap<Integer, Ratio> byThreads = new TreeMap<>();
            above.forEach((threads, row) -> {
                Row rival =
                        shared.getOrDefault(place, Collections.emptySortedMap()).get(threads);
                if (rival != null) {
                    ratio(row, rival).ifPresent(ratio -> byThreads.put(threads, ratio));
                }
            });
            if (!byThreads.isEmpty()) {
                spots.add(new Spot(place.skew, place.read, byThreads, verdict(byThreads)));
            }
        });
        spots.sort(Comparator.comparingDouble(Spot::skew).thenComparingLong(Spot::read));
        return spots;
    }

    /// Of both sides together: what all threads get done in a second.
    private Optional<Ratio> ratio(Row messages, Row shared) {
        SortedMap<Integer, Double> top = loads.opsPerSecond(shared);
        SortedMap<Integer, Double> bottom = loads.opsPerSecond(messages);
        return Collections.disjoint(top.keySet(), bottom.keySet())
                ? Optional.empty()
                : Optional.of(Ratio.ofBlocks(top, bottom));
    }

    /// A total at which neither side was seen to win says nothing: messages overtake between those beside it that do.
    private ThreadsVerdict verdict(SortedMap<Integer, Ratio> byThreads) {
        int cores = run.machine().usableCores();
        if (cores < Contention.FEWEST_CORES) {
            return new ThreadsVerdict.Inconclusive(cores == 1 ? "1 core" : cores + " cores");
        }
        if (byThreads.size() < Contention.FEWEST_TOTALS) {
            return new ThreadsVerdict.Inconclusive(
                    byThreads.size() + " totals of threads; a verdict needs " + Contention.FEWEST_TOTALS);
        }
        int by = 0; // messages win from here on
        int after = 0; // the last at which they do not
        Optional<String> open = Optional.empty(); // the last at which nobody can say
        for (Map.Entry<Integer, Ratio> one : byThreads.entrySet()) {
            int threads = one.getKey();
            switch (one.getValue().direction()) {
                case LESS -> by = by == 0 ? threads : by;
                case GREATER -> {
                    by = 0;
                    after = threads;
                }
                case NO_DIFFERENCE -> {
                    by = 0;
                    open = Optional.of("no difference was seen at " + threads + " threads");
                }
                case UNKNOWN -> {
                    by = 0;
                    open = Optional.of("too few rounds for 95 % at " + threads + " threads");
                }
            }
        }
        if (after == byThreads.lastKey()) {
            return new ThreadsVerdict.NotReached(after);
        }
        if (open.isPresent() && (by == 0 || after == 0)) {
            return new ThreadsVerdict.Inconclusive(open.get());
        }
        return after == 0 ? new ThreadsVerdict.MessagesWin(by) : new ThreadsVerdict.Overtaken(after, by);
    }
}
