// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.HostCarrier;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.Status;
import dev.duality.results.SubstrateSide;
import dev.duality.results.folder.LatencyPart;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.statistics.Spread;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// Everything that a run says; tables and pages only print it.
///
/// @param floors row 0, one per pair of cores and regime, the first pair and the main regime first
/// @param loads which loads count, in which regime, be it for one round
/// @param workloads in the plan's order, those that have a row
/// @param failures cells and loads that are no row of the table
/// @param skips cells that nobody measured
/// @param timelines the open loops that were kept second by second
public record Findings(
        Run run,
        List<FloorFinding> floors,
        Loads loads,
        List<WorkloadFindings> workloads,
        List<Failure> failures,
        List<Skip> skips,
        List<Timeline> timelines) {
    /// One workload.
    ///
    /// @param rows in the plan's order
    public record WorkloadFindings(String name, List<Row> rows, Verdict verdict) {}

    /// @throws dev.duality.results.folder.RunUnreadable if a histogram is missing or damaged
    public static Findings of(RunFolder folder) {
        return inTime(folder.run(), folder::latencies);
    }

    /// @param latencies gives those of an open loop, part by part
    public static Findings inTime(Run run, Function<OpenLoop, List<LatencyPart>> latencies) {
        Map<OpenLoop, List<Timeline.Second>> seconds = new HashMap<>();
        Findings found = of(run, loop -> {
            List<LatencyPart> parts = latencies.apply(loop);
            seconds.put(loop, Timeline.seconds(parts));
            return LatencyPart.together(parts);
        });
        List<Timeline> timelines = Timeline.of(
                run,
                found.regimes(),
                loop -> seconds.computeIfAbsent(loop, other -> Timeline.seconds(latencies.apply(other))));
        return new Findings(run, found.floors, found.loads, found.workloads, found.failures, found.skips, timelines);
    }

    /// @param histograms gives the latencies of an open loop, in nanoseconds; nothing is known of its seconds
    public static Findings of(Run run, Function<OpenLoop, Histogram> histograms) {
        Loads loads = Loads.of(run);
        List<FloorFinding> floors = FloorFinding.of(run.floors(), loads.regimes());
        Map<OpenLoop, Histogram> read = new HashMap<>();
        Rows found = Rows.of(run, loads, floors, loop -> read.computeIfAbsent(loop, histograms));
        Terms terms = Terms.of(run);
        Pairing pairing = new Pairing(run, loads, terms, found.rows());
        List<Row> candidates = pairing.paired();
        Judge judge = new Judge(run.machine(), loads.regimes(), terms, pairing, new LatencyGaps(loads, floors));
        List<WorkloadFindings> workloads = candidates.stream()
                .map(row -> row.cell().workload())
                .distinct()
                .map(name -> {
                    List<Row> own = candidates.stream()
                            .filter(row -> row.cell().workload().equals(name))
                            .toList();
                    Verdict verdict = judge.verdict(own);
                    return new WorkloadFindings(name, shown(own, loads, verdict), verdict);
                })
                .toList();
        Set<Failure> hidden = new HashSet<>(
                candidates.stream().flatMap(row -> row.failures().stream()).toList());
        workloads.stream()
                .flatMap(workload -> workload.rows().stream())
                .forEach(row -> row.failures().forEach(hidden::remove));
        return new Findings(
                run,
                floors,
                loads,
                workloads,
                found.failures().stream()
                        .filter(failure -> !hidden.contains(failure))
                        .toList(),
                List.copyOf(found.skips()),
                List.of());
    }

    /// The rows of the regimes that a cell has enough rounds in, and those that one of them, or the verdict, is
    /// compared with.
    private static List<Row> shown(List<Row> rows, Loads loads, Verdict verdict) {
        Set<String> ids = new HashSet<>();
        rows.stream().filter(loads::enough).forEach(row -> {
            ids.add(row.id());
            row.gap().ifPresent(gap -> ids.add(gap.againstRow()));
        });
        verdict.pairs().forEach(pair -> {
            ids.add(pair.message().id());
            ids.add(pair.shared().id());
        });
        return rows.stream().filter(row -> ids.contains(row.id())).toList();
    }

    /// Row 0 of the table.
    public Optional<FloorFinding> floor() {
        return floors.stream().findFirst();
    }

    /// The rows 0 of the table: one for each pair of cores and regime. Looks that are further from the loads than those
    /// of one machine are told below it, and are no row where others of their pair are one.
    public List<FloorFinding> rowsOfFloors() {
        return floors.stream()
                .filter(floor -> floor.regime().isPresent()
                        || floors.stream()
                                .noneMatch(other -> other.cpus().equals(floor.cpus())
                                        && other.regime().isPresent()))
                .toList();
    }

    /// The floor of the regime that a row ran in; the first one where nobody looked there.
    public Optional<FloorFinding> floor(Row row) {
        return floors.stream()
                .filter(found -> found.regime().equals(row.regime()))
                .findFirst()
                .or(this::floor);
    }

    /// The machines that the run met.
    public Regimes regimes() {
        return loads.regimes();
    }

    /// The loads that a row was computed from, by round.
    public SortedMap<Integer, Measured> forks(Row row) {
        return loads.forks(row);
    }

    /// The times of T1 for the job of a row, in seconds, by round; empty if nobody measured it.
    public SortedMap<Integer, Double> plainSeconds(Row row) {
        return Jobs.plain(run, loads, row.cell(), row.regime());
    }

    /// Of each round that both rows of a gap have, what messages cost against the row they are compared with.
    public List<Double> rounds(Row message, Gap gap) {
        Optional<Row> shared =
                rows().stream().filter(row -> row.id().equals(gap.againstRow())).findFirst();
        SortedMap<Integer, Double> above = values(message, gap.measure());
        SortedMap<Integer, Double> below =
                shared.map(row -> values(row, gap.measure())).orElseGet(TreeMap::new);
        return gap.measure().moreIsBetter() ? Loads.ratios(below, above) : Loads.ratios(above, below);
    }

    private SortedMap<Integer, Double> values(Row row, Measure measure) {
        SortedMap<Integer, Double> values = new TreeMap<>();
        loads.forks(row)
                .forEach((round, fork) -> measure.value(fork, row).ifPresent(value -> values.put(round, value)));
        return values;
    }

    /// Of each fork with the job of a row, T1 over its time.
    public List<Double> speedups(Row row) {
        Optional<Double> plain = row.job().flatMap(Row.Job::plainSeconds).map(Spread::median);
        return loads.forks(row).values().stream()
                .flatMap(fork -> fork.job().stream())
                .flatMap(job -> plain.map(seconds -> seconds / job.seconds()).stream())
                .toList();
    }

    /// The gaps that this run takes apart, in its main regime; empty unless it has the steps.
    public List<Waterfall> waterfalls() {
        return Waterfalls.of(run, loads, mainRows(), floor());
    }

    /// The distances of this run's transports from the floor and from others, in its main regime; empty unless it has
    /// baselines.
    public Aims aims() {
        return Aims.of(loads, mainRows());
    }

    /// The kernels that this run has by several waits, in its main regime.
    public List<WaitComparison> waits() {
        return WaitComparison.of(loads, mainRows());
    }

    /// The kernels that this run has by several placements, in its main regime.
    public List<BoundaryCost> boundaries() {
        return BoundaryCost.of(loads, mainRows());
    }

    /// The floors of the carriers of this run's hosts, by regime; empty unless it has rows of hosts.
    public List<HostFloor> hostFloors() {
        return HostFloor.of(run, record -> begin(record.cell(), record.fork()));
    }

    /// The rows that have parties on several hosts, in all regimes: the floor of this machine is not theirs.
    public List<Row> hostRows() {
        return rows().stream().filter(row -> carrier(row.cell()).isPresent()).toList();
    }

    /// The carrier of a cell, if its parties were on several hosts: as its last fork says.
    public Optional<HostCarrier> carrier(Cell cell) {
        return carriers(cell).reduce((_, last) -> last);
    }

    /// The carriers of the forks of a row, by round, as each fork measured its own. A carrier is measured before all
    /// loads, and has no probes of the floor: those of forks that began in another regime are left out.
    public SortedMap<Integer, HostCarrier> carriers(Row row) {
        SortedMap<Integer, HostCarrier> carriers = new TreeMap<>();
        forks(row)
                .forEach((fork, load) -> load.carrier()
                        .filter(_ -> begin(row.cell().id(), fork).equals(row.regime()))
                        .ifPresent(carrier -> carriers.put(fork, carrier)));
        return carriers;
    }

    /// The regime in which the first load of a fork began.
    private Optional<Regime> begin(String cell, int fork) {
        return run.records().stream()
                .filter(record -> record.cell().equals(cell) && record.fork() == fork)
                .flatMap(Regimes::probes)
                .findFirst()
                .flatMap(probes -> loads.regimes().nearest(probes.beforeNanos()));
    }

    private Stream<HostCarrier> carriers(Cell cell) {
        return run.records(cell)
                .map(CellRecord::outcome)
                .filter(Outcome.Measured.class::isInstance)
                .flatMap(outcome -> ((Outcome.Measured) outcome).carrier().stream());
    }

    /// Whether a row is of shared memory, and the library made messages of its loads and stores, in any fork.
    public boolean isMessagesUnderneath(Cell cell) {
        return cell.side() == SubstrateSide.SHM
                && carriers(cell).anyMatch(carrier -> carrier.oneSided() == HostCarrier.OneSided.MESSAGES);
    }

    /// The rows that were offered several rates, in the run's main regime.
    public List<LoadCurve> loadCurves() {
        return LoadCurve.of(mainRows());
    }

    /// The shares of the workers of a row in its closed loop; empty of one worker.
    public Optional<WorkerShares> shares(Row row) {
        return WorkerShares.of(row.cell(), forks(row).values());
    }

    /// The same of rows that differ in their substrate, list by list, in the run's main regime.
    public List<List<WorkerShares>> shares() {
        return WorkerShares.lists(mainRows(), this::shares);
    }

    /// The rows that were offered more than they can do, in the run's main regime.
    public List<Overload> overloads() {
        return Overload.of(mainRows());
    }

    /// The times of an operation as one number of its setting grows, in the run's main regime, and of one thread alone
    /// in the one with most rounds.
    public List<Sweep> sweeps() {
        return Sweep.of(rowsOfCells());
    }

    /// The rows that have more and more threads, up to more than there are cores, in the run's main regime.
    public List<Crowding> crowdings() {
        return Crowding.of(run.machine().usableCores(), mainRows(), this::shares);
    }

    /// The rows whose forks did not warm up, in the run's main regime.
    public List<ColdStart> coldStarts() {
        return ColdStart.of(mainRows(), row -> forks(row).values());
    }

    /// The settings that this run has by several garbage collectors, in its main regime.
    public List<CollectorCost> collectors() {
        return CollectorCost.of(loads, mainRows());
    }

    /// The rows that this run has alone and beside a neighbour, in its main regime, and of one thread alone in the one
    /// with most rounds.
    public List<NeighbourCost> neighbours() {
        return NeighbourCost.of(loads, rowsOfCells());
    }

    /// The caches that this run has by several policies, in its main regime.
    public List<PolicyComparison> policies() {
        return PolicyComparison.of(loads, mainRows(), run.seed());
    }

    /// The costs of memory that is backed by files, by the page and by the touch, in the run's main regime, and of one
    /// thread alone, which sees no other core, in the one with most rounds; empty unless this run has the workload
    /// `paging` with several numbers of touches.
    public List<PageCosts> pageCosts() {
        return PageCostFits.of(run, loads, rowsOfCells());
    }

    /// The costs of a visit of a process by its files and bytes, in the run's main regime; empty unless this run has
    /// the workload `migration` without calls and with several numbers of files and pages.
    public List<VisitCosts> visitCosts() {
        return VisitCosts.of(run, loads, mainRows());
    }

    /// The points where messages overtake, in the run's main regime; empty unless this run has the workload `lines`
    /// with several numbers of lines.
    public List<Crossover> crossovers() {
        return Crossovers.of(run, loads, mainRows());
    }

    /// The points where messages overtake in a hash table, in the run's main regime; empty unless this run has the
    /// workload `table` with several skews or shares of reads.
    public List<Contention> contentions() {
        return Contentions.of(run, loads, mainRows());
    }

    private List<Row> rows() {
        return workloads.stream().flatMap(workload -> workload.rows().stream()).toList();
    }

    /// Those of the regime where most of the run was: a figure that puts many rows together is of one machine.
    private List<Row> mainRows() {
        return rows().stream().filter(inMain()).toList();
    }

    private Predicate<Row> inMain() {
        Optional<Regime> main = regimes().main();
        return row -> row.regime().isEmpty() || row.regime().equals(main);
    }

    /// The same, and of one thread alone, which sees no other core, the row with most rounds in whatever regime.
    private List<Row> rowsOfCells() {
        Map<String, Row> alone = new HashMap<>();
        rows().stream()
                .filter(row -> row.cell().threads() == 1)
                .forEach(row -> alone.merge(row.cell().id(), row, this::moreRounds));
        Predicate<Row> main = inMain();
        return rows().stream()
                .filter(row -> row.cell().threads() == 1
                        ? row.equals(alone.get(row.cell().id()))
                        : main.test(row))
                .toList();
    }

    private Row moreRounds(Row one, Row other) {
        return loads.nanosPerOp(other).size() > loads.nanosPerOp(one).size() ? other : one;
    }

    public boolean complete() {
        return run.status() == Status.COMPLETE;
    }

    /// The question that a machine this small leaves open whatever it measured (docs/measuring.md, rule 23); empty on a
    /// larger one.
    public Optional<String> leftOpen() {
        int cores = run.machine().usableCores();
        return cores >= CORES_FOR_SCALING
                ? Optional.empty()
                : Optional.of("How both sides scale, and where one overtakes the other as cores are added: "
                        + "inconclusive: " + Grading.cores(cores));
    }

    /// A curve needs four thread counts that fit the cores.
    private static final int CORES_FOR_SCALING = 4;
}
