// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.FixedJob;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The loads of a run that count, by cell, regime and round.
///
/// - Of the attempts at a load of a fork, in each regime the first counts during which the machine did not move. If it
///   moved during all of them, none does.
/// - All regimes are kept that a cell met, be it for one round: who is the best of a regime is asked of all that ran in
///   it, else a rival of too few rounds would leave its place to a lesser one.
/// - A cell has a row of its own where a load of it has enough rounds: [#ENOUGH], or half of the run's if that is less,
///   and at least where most of its rounds were.
public final class Loads {
    /// So many rounds in one regime give an interval of 95 %.
    static final int ENOUGH = 6;

    /// A load of one fork that counts.
    private record CountedLoad(Kind kind, int fork, Optional<Regime> regime, CellRecord record) {}

    /// A fork in one of the machines that it met.
    private record Place(int fork, Optional<Regime> regime) {}

    /// One of the loads of a fork.
    ///
    /// @param rate of an open loop, in operations per second; negative for the others
    public record Kind(boolean job, double rate) {
        public static final Kind CLOSED = new Kind(false, -1);
        public static final Kind JOB = new Kind(true, -1);

        public static Kind open(double rate) {
            return new Kind(false, rate);
        }
    }

    private final Regimes regimes;
    private final Map<String, Map<Optional<Regime>, SortedMap<Integer, Measured>>> forks = new HashMap<>();
    private final Map<String, Set<Optional<Regime>>> withRow = new HashMap<>();
    private final Map<String, List<CountedLoad>> counted = new HashMap<>();
    private final Map<String, Moves> moves = new HashMap<>();

    private Loads(Run run) {
        regimes = Regimes.of(run);
        Map<String, List<CellRecord>> records = new LinkedHashMap<>();
        Set<Integer> rounds = new HashSet<>();
        for (CellRecord record : run.records()) {
            records.computeIfAbsent(record.cell(), _ -> new ArrayList<>()).add(record);
            rounds.add(record.fork());
        }
        int enough = Math.min(ENOUGH, (rounds.size() + 1) / 2);
        records.forEach((cell, all) -> add(cell, all, enough));
    }

    public static Loads of(Run run) {
        return new Loads(run);
    }

    public Regimes regimes() {
        return regimes;
    }

    /// Of one cell and regime the loads that count, by round. A fork holds those of its loads that ran in that regime.
    public SortedMap<Integer, Measured> forks(Cell cell, Optional<Regime> regime) {
        return forks.getOrDefault(cell.id(), Map.of()).getOrDefault(regime, new TreeMap<>());
    }

    /// Of all regimes of a cell.
    Map<Optional<Regime>, SortedMap<Integer, Measured>> forks(Cell cell) {
        return forks.getOrDefault(cell.id(), Map.of());
    }

    /// The closed loops of a cell that count, of all regimes, those of too few rounds for a row as well.
    List<ClosedLoop> closed(Cell cell) {
        return counted.getOrDefault(cell.id(), List.of()).stream()
                .filter(load -> load.kind.equals(Kind.CLOSED))
                .flatMap(load -> ((Measured) load.record.outcome()).closed().stream())
                .toList();
    }

    /// Whether a load of an attempt is one that counts: in its regime the first of its fork.
    public boolean counts(CellRecord attempt, Kind kind) {
        return counted.getOrDefault(attempt.cell(), List.of()).stream()
                .anyMatch(load -> load.kind.equals(kind)
                        && load.fork == attempt.fork()
                        && load.record.attempt() == attempt.attempt());
    }

    SortedMap<Integer, Measured> forks(Row row) {
        return forks(row.cell(), row.regime());
    }

    /// The rates of each fork's closed loop, in operations a second, all workers together.
    SortedMap<Integer, Double> opsPerSecond(Row row) {
        SortedMap<Integer, Double> values = new TreeMap<>();
        forks(row)
                .forEach(
                        (fork, measured) -> measured.closed().ifPresent(loop -> values.put(fork, loop.opsPerSecond())));
        return values;
    }

    /// The time of each fork's closed loop, in nanoseconds an operation of one worker.
    SortedMap<Integer, Double> nanosPerOp(Row row) {
        SortedMap<Integer, Double> values = new TreeMap<>();
        forks(row)
                .forEach((fork, measured) -> measured.closed().ifPresent(loop -> values.put(fork, loop.nanosPerOp())));
        return values;
    }

    /// The time of an operation of one row over that of another, if they have rounds in common.
    Optional<Ratio> ratio(Row above, Row below) {
        SortedMap<Integer, Double> over = nanosPerOp(above);
        SortedMap<Integer, Double> under = nanosPerOp(below);
        return ratios(over, under).isEmpty() ? Optional.empty() : Optional.of(Ratio.ofBlocks(over, under));
    }

    /// Of each round that both have, the first over the second.
    static List<Double> ratios(SortedMap<Integer, Double> above, SortedMap<Integer, Double> below) {
        List<Double> ratios = new ArrayList<>();
        above.forEach((round, value) -> {
            if (below.containsKey(round)) {
                ratios.add(value / below.get(round));
            }
        });
        return ratios;
    }

    /// Whether a row has enough rounds to stand by itself.
    boolean enough(Row row) {
        return withRow.getOrDefault(row.cell().id(), Set.of()).contains(row.regime());
    }

    /// The effect of the host's moves on a cell.
    public Moves moves(Cell cell) {
        return moves.getOrDefault(cell.id(), Moves.none());
    }

    /// The same over all cells.
    public Moves moves() {
        return moves.values().stream().reduce(Moves.none(), Moves::plus);
    }

    private void add(String cell, List<CellRecord> records, int enough) {
        List<CellRecord> ordered = records.stream()
                .filter(record -> record.outcome() instanceof Measured)
                .sorted(Comparator.comparingInt(CellRecord::fork).thenComparingInt(CellRecord::attempt))
                .toList();
        Map<Kind, Map<Place, CountedLoad>> found = new LinkedHashMap<>();
        Map<Kind, Map<Integer, Integer>> moved = new LinkedHashMap<>();
        Map<Kind, Set<Integer>> stray = new LinkedHashMap<>();
        List<CellRecord> across = new ArrayList<>();
        for (CellRecord record : ordered) {
            probes((Measured) record.outcome()).forEach((kind, probes) -> {
                if (probes.filter(FloorProbes::moved).isPresent()) {
                    moved.computeIfAbsent(kind, _ -> new TreeMap<>()).merge(record.fork(), 1, Integer::sum);
                    if (!regimes.nearest(probes.get().beforeNanos())
                            .equals(regimes.nearest(probes.get().afterNanos()))) {
                        across.add(record);
                    }
                } else if (probes.isPresent() && regimes.of(probes).isEmpty()) {
                    stray.computeIfAbsent(kind, _ -> new HashSet<>()).add(record.fork());
                } else {
                    Place place = new Place(record.fork(), regimes.of(probes));
                    found.computeIfAbsent(kind, _ -> new LinkedHashMap<>())
                            .putIfAbsent(place, new CountedLoad(kind, place.fork, place.regime, record));
                }
            });
        }
        int all = 0;
        int redone = 0;
        int setAside = 0;
        for (var kind : moved.entrySet()) {
            for (var fork : kind.getValue().entrySet()) {
                boolean good = forks(found, kind.getKey()).contains(fork.getKey());
                all += fork.getValue();
                redone += good ? 1 : 0;
                setAside += good ? 0 : 1;
            }
        }
        List<CountedLoad> counting =
                found.values().stream().flatMap(kind -> kind.values().stream()).toList();
        List<CountedLoad> ofRows = found.values().stream()
                .flatMap(kind -> ofRows(List.copyOf(kind.values()), enough))
                .toList();
        stray.forEach((kind, ofKind) -> ofKind.removeAll(forks(found, kind)));
        int rare = counting.size()
                - ofRows.size()
                + stray.values().stream().mapToInt(Set::size).sum();
        moves.put(cell, new Moves(all, across.size(), redone, setAside, rare));
        counted.put(cell, counting);
        forks.put(cell, byRegime(counting));
        withRow.put(cell, ofRows.stream().map(CountedLoad::regime).collect(Collectors.toSet()));
    }

    /// The forks that have a load of a kind that counts.
    private static Set<Integer> forks(Map<Kind, Map<Place, CountedLoad>> found, Kind kind) {
        return found.getOrDefault(kind, Map.of()).keySet().stream()
                .map(Place::fork)
                .collect(Collectors.toSet());
    }

    /// Those of one kind in the regimes that have enough of them.
    private static Stream<CountedLoad> ofRows(List<CountedLoad> loads, int enough) {
        Map<Optional<Regime>, Integer> counts = new HashMap<>();
        loads.forEach(load -> counts.merge(load.regime, 1, Integer::sum));
        int most = counts.values().stream().mapToInt(count -> count).max().orElseThrow();
        Optional<Regime> majority = counts.keySet().stream()
                .filter(regime -> counts.get(regime) == most)
                .max(Comparator.comparingInt(
                        regime -> regime.map(Regime::probes).orElse(0)))
                .orElseThrow();
        return loads.stream().filter(load -> load.regime.equals(majority) || counts.get(load.regime) >= enough);
    }

    /// Regimes in the order of their floors; loads without one first.
    private static Map<Optional<Regime>, SortedMap<Integer, Measured>> byRegime(List<CountedLoad> loads) {
        Map<Optional<Regime>, SortedMap<Integer, Measured>> all = new TreeMap<>(Comparator.comparingDouble(
                regime -> regime.map(Regime::floorNanos).orElse(0.0)));
        for (CountedLoad load : loads) {
            Measured from = (Measured) load.record.outcome();
            all.computeIfAbsent(load.regime, _ -> new TreeMap<>())
                    .merge(load.fork, only(from, load.kind), Loads::together);
        }
        return all;
    }

    private static Map<Kind, Optional<FloorProbes>> probes(Measured measured) {
        Map<Kind, Optional<FloorProbes>> probes = new LinkedHashMap<>();
        measured.closed().ifPresent(loop -> probes.put(Kind.CLOSED, loop.probes()));
        measured.open().forEach(loop -> probes.putIfAbsent(Kind.open(loop.targetPerSecond()), loop.probes()));
        measured.job().ifPresent(job -> probes.put(Kind.JOB, job.probes()));
        return probes;
    }

    private static Measured only(Measured all, Kind kind) {
        Optional<ClosedLoop> closed = kind.equals(Kind.CLOSED) ? all.closed() : Optional.empty();
        List<OpenLoop> open = all.open().stream()
                .filter(loop -> kind.equals(Kind.open(loop.targetPerSecond())))
                .limit(1)
                .toList();
        Optional<FixedJob> job = kind.equals(Kind.JOB) ? all.job() : Optional.empty();
        return new Measured(all.cpus(), closed, open, job, all.carrier());
    }

    /// Loads of one fork; it was pinned if each attempt was that one of them came from.
    private static Measured together(Measured one, Measured other) {
        List<OpenLoop> open = new ArrayList<>(one.open());
        open.addAll(other.open());
        return new Measured(
                one.pinned() && other.pinned() ? one.cpus() : List.of(),
                one.closed().or(other::closed),
                open,
                one.job().or(other::job),
                one.carrier().or(other::carrier));
    }
}
