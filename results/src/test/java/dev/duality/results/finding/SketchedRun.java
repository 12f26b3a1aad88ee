// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ContractRecord;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/// A run that a test describes cell by cell, and what it comes to.
abstract class SketchedRun {
    final Map<Cell, Outcome.Measured> plan = new LinkedHashMap<>();

    static ContractRecord queue(String bounded, String ordered, String durable, String copies) {
        return new ContractRecord("one", "one", bounded, ordered, durable, copies, ContractRecord.WHOLE, "threads");
    }

    void add(Sketch cell, double opsPerSecond) {
        plan.put(cell.make(), Samples.measured(Samples.closed(opsPerSecond, cell.workers)));
    }

    void addJob(Sketch cell, double seconds, double plainSeconds) {
        plan.put(
                cell.make(),
                new Outcome.Measured(
                        List.of(0, 1), Optional.empty(), List.of(), Optional.of(Samples.job(1_000, seconds))));
        plan.putIfAbsent(Samples.plain(cell.workload, cell.params), Samples.measured(Samples.job(1_000, plainSeconds)));
    }

    void addOpen(Sketch cell, double rate, long nanos) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(nanos, 1_000);
        plan.put(
                cell.make(),
                new Outcome.Measured(
                        List.of(0, 1),
                        Optional.empty(),
                        List.of(Samples.open(rate, rate, histogram, "x.hlog")),
                        Optional.empty()));
    }

    Findings findings(int cores) {
        return findings(cores, 1);
    }

    Findings findings(int cores, int forks) {
        Run run = Samples.withFloors(Samples.run(cores, new ArrayList<>(plan.keySet())), 250, 250, 250);
        for (var cell : plan.entrySet()) {
            for (int fork = 1; fork <= forks; fork++) {
                run = run.with(Samples.record(cell.getKey(), fork, cell.getValue()));
            }
        }
        return Findings.of(run, SketchedRun::histogram);
    }

    static Histogram histogram(OpenLoop loop) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(loop.p50Nanos(), loop.count());
        return histogram;
    }

    Row row(String substrate) {
        return findings(2).workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .filter(row -> row.cell().substrate().equals(substrate))
                .findFirst()
                .orElseThrow();
    }

    Gap gap(String substrate) {
        return row(substrate).gap().orElseThrow();
    }

    static Sketch cell(String substrate) {
        return new Sketch(substrate);
    }

    /// A cell that is still being described.
    static final class Sketch {
        private final String substrate;
        private String workload = "counter";
        private int workers = 1;
        private int servers;
        private String waits = "spin";
        private int payload;
        private int window = 1;
        private Map<String, ParameterValue> params = Map.of();
        private ContractRecord contract;
        private OptionalDouble lines = OptionalDouble.empty();

        Sketch(String substrate) {
            this.substrate = substrate;
            contract = substrate.startsWith("shm:") ? Samples.queueless() : Samples.queue();
        }

        Sketch shape(int workerThreads, int serverThreads) {
            workers = workerThreads;
            servers = serverThreads;
            return this;
        }

        Sketch workload(String name) {
            workload = name;
            return this;
        }

        Sketch waits(String name) {
            waits = name;
            return this;
        }

        Sketch payload(int bytes) {
            payload = bytes;
            return this;
        }

        Sketch window(int operations) {
            window = operations;
            return this;
        }

        Sketch parameter(String value) {
            return parameters(Map.of("buckets", new ParameterValue(value, "")));
        }

        Sketch parameters(Map<String, ParameterValue> values) {
            params = values;
            return this;
        }

        Sketch contract(ContractRecord terms) {
            contract = terms;
            return this;
        }

        Sketch lines(double transfers) {
            lines = OptionalDouble.of(transfers);
            return this;
        }

        Cell make() {
            return new Cell(
                    workload + "/" + substrate + "/w" + workers + (window > 1 ? "," + window : "")
                            + (waits.equals("spin") ? "" : "/" + waits),
                    workload,
                    substrate,
                    Samples.rowClass(substrate, servers),
                    workers,
                    servers,
                    false,
                    waits,
                    payload,
                    window,
                    params,
                    List.of(),
                    contract,
                    lines);
        }
    }
}
