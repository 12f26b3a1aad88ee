// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/// Everything that a run says; tables and pages only print it.
///
/// @param floors row 0, one per pair of cores, the first pair first
/// @param loads which loads count, in which regime
/// @param workloads in the plan's order, those that have a row
/// @param failures cells and loads that are no row of the table
/// @param skips cells that nobody measured
public record Findings(
        Run run,
        List<FloorFinding> floors,
        Loads loads,
        List<Workload> workloads,
        List<Failure> failures,
        List<Skip> skips) {
    /// One workload.
    ///
    /// @param rows in the plan's order
    public record Workload(String name, List<Row> rows, Verdict verdict) {}

    /// @throws dev.duality.results.folder.RunUnreadable if a histogram is missing or damaged
    public static Findings of(RunFolder folder) {
        return of(folder.run(), folder::histogram);
    }

    /// @param histograms gives the latencies of an open loop, in nanoseconds
    public static Findings of(Run run, Function<OpenLoop, Histogram> histograms) {
        List<FloorFinding> floors = FloorFinding.of(run.floors());
        Loads loads = Loads.of(run);
        Rows found = Rows.of(run, loads, floors, histograms);
        Pairing pairing = new Pairing(run, loads, found.rows());
        List<Row> rows = pairing.paired();
        Judge judge = new Judge(run.machine(), loads.regimes(), pairing, new LatencyGaps(loads, floors));
        List<Workload> workloads = rows.stream()
                .map(row -> row.cell().workload())
                .distinct()
                .map(name -> {
                    List<Row> own = rows.stream()
                            .filter(row -> row.cell().workload().equals(name))
                            .toList();
                    return new Workload(name, own, judge.verdict(own));
                })
                .toList();
        return new Findings(run, floors, loads, workloads, List.copyOf(found.failures()), List.copyOf(found.skips()));
    }

    /// Row 0 of the table.
    public Optional<FloorFinding> floor() {
        return floors.stream().findFirst();
    }

    /// The machines that the run met.
    public Regimes regimes() {
        return loads.regimes();
    }

    /// The loads that a row was computed from, by round.
    public SortedMap<Integer, Measured> forks(Row row) {
        return loads.forks(row);
    }

    /// What T1 took for the job of a row, in seconds, by round; empty if nobody measured it.
    public SortedMap<Integer, Double> plainSeconds(Row row) {
        return Jobs.plain(run, loads, row.cell(), row.regime());
    }

    /// The gaps that this run takes apart, in its main regime; empty unless it has the steps.
    public List<Waterfall> waterfalls() {
        return Waterfalls.of(run, loads, mainRows(), floor());
    }

    /// The kernels that this run has by several waits, in its main regime.
    public List<WaitComparison> waits() {
        return WaitComparison.of(loads, mainRows());
    }

    /// Where messages overtake, in the run's main regime; empty unless this run has the workload `lines` with several
    /// numbers of lines.
    public List<Crossover> crossovers() {
        return Crossovers.of(run, loads, mainRows());
    }

    private List<Row> rows() {
        return workloads.stream().flatMap(workload -> workload.rows().stream()).toList();
    }

    /// Those of the regime where most of the run was: a figure that puts many rows together is of one machine.
    private List<Row> mainRows() {
        Optional<Regime> main = regimes().main();
        return rows().stream()
                .filter(row -> row.regime().isEmpty() || row.regime().equals(main))
                .toList();
    }

    public boolean complete() {
        return run.status() == Status.COMPLETE;
    }

    /// What a machine this small leaves open whatever it measured (docs/measuring.md, rule 23); empty on a larger one.
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
