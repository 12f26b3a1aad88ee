// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.HostCarrier;
import dev.duality.results.Load;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/// A run whose times are planted.
public final class Planted {
    private final List<Cell> cells = new ArrayList<>();
    private final Map<String, double[]> nanos = new LinkedHashMap<>();
    private final Map<String, Long> open = new LinkedHashMap<>();
    private final Map<String, List<Figure[]>> counted = new LinkedHashMap<>();
    private final Map<String, List<HostCarrier>> carriers = new LinkedHashMap<>();

    private int window = 1;

    /// @param nanosPerOp one per fork
    public Planted add(
            String workload,
            String substrate,
            int workers,
            int servers,
            String waits,
            int bytes,
            Map<String, String> params,
            double... nanosPerOp) {
        Map<String, ParameterValue> all = new LinkedHashMap<>();
        params.forEach((name, value) -> all.put(name, new ParameterValue(value, "")));
        String id = workload + "/" + substrate + "/w" + workers + "/" + waits + "/" + bytes
                + params.toString().replaceAll("[^a-z0-9=,]", "")
                + (window > 1 ? "/" + window : "");
        Cell like = Samples.cell(workload, substrate, workers, servers);
        cells.add(new Cell(
                id,
                workload,
                substrate,
                like.rowClass(),
                workers,
                servers,
                false,
                waits,
                bytes,
                window,
                all,
                List.of(new Load.Closed()),
                like.contract(),
                OptionalDouble.empty()));
        nanos.put(id, nanosPerOp);
        return this;
    }

    /// Gives the cells that follow as many operations under way.
    public Planted window(int operations) {
        window = operations;
        return this;
    }

    /// The median latency of the last cell's open loop at 10,000/s, the same in every fork.
    public Planted open(long p50Nanos) {
        open.put(cells.getLast().id(), p50Nanos);
        return this;
    }

    /// Adds what the last cell counted, one for each fork or one that is the same in all; once for each figure.
    public Planted counted(Figure... byFork) {
        counted.computeIfAbsent(cells.getLast().id(), _ -> new ArrayList<>()).add(byFork);
        return this;
    }

    private Usage usage(Cell cell, int fork) {
        return Samples.usage(counted.getOrDefault(cell.id(), List.of()).stream()
                .map(byFork -> byFork[Math.min(fork, byFork.length) - 1])
                .toArray(Figure[]::new));
    }

    /// Sets what carried the last cell, fork by fork.
    public Planted carriedBy(HostCarrier... forks) {
        carriers.put(cells.getLast().id(), List.of(forks));
        return this;
    }

    /// With a floor that does not drift.
    public Findings findings(double floorNanos) {
        return findings(floorNanos, 2);
    }

    /// The same on a machine with so many cores.
    public Findings findings(double floorNanos, int cores) {
        Run run = Samples.withFloors(Samples.run(cores, cells), floorNanos, floorNanos, floorNanos);
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        for (Cell cell : cells) {
            double[] forks = nanos.get(cell.id());
            for (int fork = 1; fork <= forks.length; fork++) {
                ClosedLoop closed = Samples.closed(
                        cell.workers() * 1e9 / forks[fork - 1],
                        cell.workers(),
                        usage(cell, fork),
                        Samples.still(floorNanos));
                int number = fork;
                List<OpenLoop> loops = new ArrayList<>();
                Long median = open.get(cell.id());
                if (median != null) {
                    Histogram histogram = new Histogram(3);
                    histogram.recordValueWithCount(median, 2_000);
                    String file = "h" + histograms.size() + ".hlog";
                    histograms.put(file, histogram);
                    loops.add(
                            Samples.open(10_000, 10_000, histogram, file, Samples.usage(), Samples.still(floorNanos)));
                }
                Optional<HostCarrier> carrier =
                        Optional.ofNullable(carriers.get(cell.id())).map(one -> one.get(number - 1));
                run = run.with(Samples.record(
                        cell,
                        fork,
                        new Outcome.Measured(List.of(0, 1), Optional.of(closed), loops, Optional.empty(), carrier)));
            }
        }
        return Findings.of(run, loop -> histograms.get(loop.histogram()));
    }
}
