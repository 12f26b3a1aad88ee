// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.FloorProbes;
import dev.duality.results.ParameterValue;
import dev.duality.results.SubstrateSide;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The distances of a run's transports from the floor, from the same queue by hand and from the best baseline; and,
/// beside what differs by one thing, what holds them back. Times of one operation, forks of one round against each
/// other.
///
/// @param aims what the project set out to reach, and whether this run shows it
/// @param besides the ratio of two rows that differ by one thing; 1 or less: that thing is all of it
public record Aims(List<Aim> aims, List<Beside> besides) {
    private static final String ROUND_TRIP = "round-trip";
    private static final String ONE_WAY = "one-way";
    private static final String BY_HAND = "by-hand:";
    private static final String MESSAGING = "messaging:";
    private static final String RING = BY_HAND + "ring";
    private static final String LINE = BY_HAND + "line";
    private static final String C_ONE_WORD = BY_HAND + "c-one-word";
    private static final String C_TWO_WORDS = BY_HAND + "c-two-words";
    private static final List<String> OURS = List.of("shm:mailbox", MESSAGING + "ring");

    /// Nobody's queue: ours, and what has no queue and is a floor.
    private static final Set<String> NO_BASELINES = Set.of(RING, LINE, C_ONE_WORD, C_TWO_WORDS);

    private static final String PAUSE = "pause";
    private static final long NUMBER = 8; // bytes

    public Aims {
        aims = List.copyOf(aims);
        besides = List.copyOf(besides);
    }

    /// One thing to reach.
    ///
    /// @param text such as `messaging:ring <= 1.1 x floor`
    /// @param ratio what was seen of it
    /// @param limit what it must not be greater than
    public record Aim(String text, Ratio ratio, double limit) {
        /// Whether it was met: by the whole interval, or, where too few rounds give one, by all that was seen.
        public String verdict() {
            String each = ratio.confident() ? "" : " in each round";
            return ratio.interval()
                    .map(range -> verdict(range, each))
                    .orElse(ratio.value() <= limit ? "met by one fork" : "not met by one fork");
        }

        private String verdict(Interval range, String each) {
            if (range.high() <= limit) {
                return "met" + each;
            }
            if (range.low() > limit) {
                return "not met" + (each.isEmpty() ? "" : " in any round");
            }
            return ratio.value() <= limit ? "met by the middle" : "not met by the middle";
        }
    }

    /// Two rows that differ by one thing.
    ///
    /// @param text what the one is, and what the other is
    public record Beside(String text, Ratio ratio) {}

    /// @param rows of one regime
    static Aims of(Loads loads, List<Row> rows) {
        return new Search(loads, rows).aims();
    }

    /// A search through the rows of the two workloads.
    private static final class Search {
        private final Loads loads;
        private final List<Row> rows;
        private final List<Aim> aims = new ArrayList<>();
        private final List<Beside> besides = new ArrayList<>();

        Search(Loads loads, List<Row> rows) {
            this.loads = loads;
            this.rows = rows.stream()
                    .filter(row -> row.closed().isPresent() && row.cell().workers() == 1)
                    .filter(row -> row.cell().workload().equals(ROUND_TRIP)
                            || row.cell().workload().equals(ONE_WAY))
                    .toList();
        }

        Aims aims() {
            roundTrips();
            Set<Long> payloads = new TreeSet<>();
            rows.stream()
                    .filter(row -> row.cell().workload().equals(ONE_WAY))
                    .forEach(row -> payloads.add(payload(row.cell())));
            payloads.forEach(this::oneWay);
            return new Aims(aims, besides);
        }

        private void roundTrips() {
            Optional<Row> c = rows.stream()
                    .filter(row -> row.cell().workload().equals(ROUND_TRIP) && payload(row.cell()) == NUMBER)
                    .filter(row ->
                            Set.of(C_ONE_WORD, C_TWO_WORDS).contains(row.cell().substrate()))
                    .min(Comparator.comparingDouble(Search::nanos));
            c.ifPresent(row -> aim("floor <= 1.1 x C in its best form", floors(row), values(row), 1.1));
            for (String ours : OURS) {
                trip(ours).ifPresent(row -> {
                    best(ROUND_TRIP, NUMBER, row).ifPresent(aims::add);
                    aim("%s <= 1.1 x floor".formatted(ours), values(row), floors(row), 1.1);
                });
            }
            rows.stream()
                    .map(row -> row.cell().substrate())
                    .filter(substrate -> substrate.startsWith(MESSAGING))
                    .distinct()
                    .forEach(ours -> {
                        String hand = BY_HAND + ours.substring(MESSAGING.length());
                        both(
                                ours,
                                hand,
                                (one, other) ->
                                        aim("%s <= 1.03 x %s".formatted(ours, hand), values(one), values(other), 1.03));
                    });
            trip(C_ONE_WORD)
                    .ifPresent(
                            row -> beside("one word for both ways: the floor in Java, in C", floors(row), values(row)));
            beside("a word each way: in Java, in C", LINE, C_TWO_WORDS);
            beside("a word each way, one for both, in C", C_TWO_WORDS, C_ONE_WORD);
            for (String ours : OURS) {
                beside(ours + ", a word each way by hand", ours, LINE);
            }
            beside(RING + ", a word each way by hand", RING, LINE);
            beside("messaging:ring, the ring without nodes, ports and hosts", MESSAGING + "ring", RING);
        }

        private void oneWay(long payload) {
            row(ONE_WAY, RING, payload).ifPresent(ring -> {
                best(ONE_WAY, payload, ring).ifPresent(aims::add);
                row(ONE_WAY, BY_HAND + "jctools-copying", payload)
                        .ifPresent(other -> beside(
                                "%,d bytes one way: the ring, JCTools when it copies, too".formatted(payload),
                                values(ring),
                                values(other)));
            });
        }

        /// A row against the best queue of others by hand, chosen for each round by the rounds before.
        private Optional<Aim> best(String workload, long payload, Row ours) {
            List<Row> baselines = rows.stream()
                    .filter(row -> row.cell().workload().equals(workload) && payload(row.cell()) == payload)
                    .filter(row -> row.cell().side() == SubstrateSide.BY_HAND)
                    .filter(row -> !NO_BASELINES.contains(row.cell().substrate()))
                    .filter(row -> row.cell().waits().equals(ours.cell().waits()))
                    .toList();
            if (baselines.isEmpty()) {
                return Optional.empty();
            }
            Map<String, SortedMap<Integer, Double>> below = new LinkedHashMap<>();
            baselines.forEach(row -> below.put(row.cell().id(), values(row)));
            Row named = baselines.stream()
                    .min(Comparator.comparingDouble(Search::nanos))
                    .orElseThrow();
            Ratio ratio = Ratio.ofBest(Map.of(ours.cell().id(), values(ours)), below, true);
            String where = workload.equals(ONE_WAY) ? "%,d bytes one way: ".formatted(payload) : "";
            return Optional.of(new Aim(
                    "%s%s <= the best baseline, %s"
                            .formatted(
                                    where, ours.cell().substrate(), named.cell().substrate()),
                    ratio,
                    1));
        }

        /// A use of two rows that are there.
        private interface Pair {
            void of(Row one, Row other);
        }

        private void both(String one, String other, Pair pair) {
            trip(one).ifPresent(first -> trip(other).ifPresent(second -> pair.of(first, second)));
        }

        private void beside(String words, String one, String other) {
            both(one, other, (first, second) -> beside(words, values(first), values(second)));
        }

        private void beside(String words, SortedMap<Integer, Double> one, SortedMap<Integer, Double> other) {
            if (!one.isEmpty() && !other.isEmpty()) {
                besides.add(new Beside(words, Ratio.ofBlocks(one, other)));
            }
        }

        private void aim(
                String words, SortedMap<Integer, Double> above, SortedMap<Integer, Double> below, double limit) {
            if (!above.isEmpty() && !below.isEmpty()) {
                aims.add(new Aim(words, Ratio.ofBlocks(above, below), limit));
            }
        }

        private Optional<Row> trip(String substrate) {
            return row(ROUND_TRIP, substrate, NUMBER);
        }

        private Optional<Row> row(String workload, String substrate, long payload) {
            return rows.stream()
                    .filter(row -> row.cell().workload().equals(workload))
                    .filter(row -> row.cell().substrate().equals(substrate))
                    .filter(row -> payload(row.cell()) == payload)
                    .filter(row -> row.cell().window() == 1)
                    .filter(row -> row.cell().waits().equals(PAUSE))
                    .findFirst();
        }

        private static long payload(Cell cell) {
            return Optional.ofNullable(cell.params().get("payload"))
                    .map(ParameterValue::value)
                    .map(Long::parseLong)
                    .orElse(NUMBER);
        }

        private static double nanos(Row row) {
            return row.closed().orElseThrow().nanosPerOp().median();
        }

        private SortedMap<Integer, Double> values(Row row) {
            SortedMap<Integer, Double> values = new TreeMap<>();
            loads.forks(row)
                    .forEach((fork, measured) ->
                            measured.closed().ifPresent(loop -> values.put(fork, loop.nanosPerOp())));
            return values;
        }

        /// The floor beside the loads of a row.
        private SortedMap<Integer, Double> floors(Row row) {
            SortedMap<Integer, Double> floors = new TreeMap<>();
            loads.forks(row)
                    .forEach((fork, measured) -> measured.closed()
                            .flatMap(loop -> loop.probes().map(FloorProbes::nanos))
                            .ifPresent(nanos -> floors.put(fork, nanos)));
            return floors;
        }
    }
}
