// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.FixedJob;
import dev.duality.results.Floor;
import dev.duality.results.FloorProbes;
import dev.duality.results.Load;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.ParameterValue;
import dev.duality.results.RichRun;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Status;
import dev.duality.results.SubstrateSide;
import dev.duality.results.finding.BoundaryCostTest;
import dev.duality.results.finding.ColdStartTest;
import dev.duality.results.finding.CollectorCostTest;
import dev.duality.results.finding.CrossoverTest;
import dev.duality.results.finding.CrowdingTest;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.NeighbourCostTest;
import dev.duality.results.finding.OverloadTest;
import dev.duality.results.finding.PolicyComparisonTest;
import dev.duality.results.finding.WaitComparisonTest;
import dev.duality.results.finding.WaterfallTest;
import dev.duality.results.finding.WorkerSharesTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/// Findings of runs that have each chart between them.
public final class ChartSamples {
    public static final String SCRIPT = "</script><script>window.hacked = 1</script>";
    public static final String IMAGE = "\"'><img src=x onerror=window.hacked=1>";
    public static final String LINK = "javascript:window.hacked=1";

    private ChartSamples() {}

    /// Of a run with gaps, latencies, a missed rate, a failure and a skip.
    public static Findings rich() {
        RichRun run = RichRun.make();
        return Findings.of(run.complete(), run::histogram);
    }

    public static Findings waits() {
        return WaitComparisonTest.planted().findings(200);
    }

    public static Findings waterfall() {
        return WaterfallTest.planted(450).findings(200);
    }

    public static Findings crossover() {
        return CrossoverTest.planted(2, 100, k -> 8.0 / (2 * k), 0.01, 6, 1, 2, 4, 8)
                .findings(200);
    }

    /// Of four cores, two and two of which share a cache: row 0 was measured between three pairs, and a cell ran on a
    /// fourth.
    public static Findings floors() {
        Cell lock = Samples.cell("counter", "shm:lock", 2, 0);
        Run run = Samples.run(4, List.of(lock));
        run = run.with(floor(List.of(0, 1), 52)).with(floor(List.of(2, 0), 210)).with(floor(List.of(2, 3), 55));
        run = run.with(floor(List.of(0, 1), 56)).with(floor(List.of(), 40));
        for (int fork = 1; fork <= 6; fork++) {
            double apart = fork % 2 == 0 ? 1 : 1.5; // two ways in which it can run
            Optional<FloorProbes> probes = Optional.of(new FloorProbes(150 + fork, 150 + fork));
            run = run.with(Samples.record(
                    lock,
                    fork,
                    new Outcome.Measured(
                            List.of(1, 3),
                            Optional.of(Samples.closed(4e6 * apart, 2, Samples.usage(), probes)),
                            List.of(),
                            Optional.empty())));
        }
        return Findings.of(run, _ -> new Histogram(3));
    }

    private static Floor floor(List<Integer> cpus, double nanos) {
        return new Floor(
                Samples.START,
                Floor.When.BEFORE,
                cpus,
                List.of(new Floor.Form("two words", nanos)),
                20,
                18.5,
                Optional.empty(),
                OptionalDouble.empty());
    }

    public static Findings boundary() {
        return BoundaryCostTest.rounds().findings(200);
    }

    public static Findings policies() {
        return PolicyComparisonTest.twoCaches().findings(200);
    }

    /// All but the hostile one, by their names.
    public static Map<String, Findings> all() {
        Map<String, Findings> all = new LinkedHashMap<>();
        all.put("rich", rich());
        all.put("curves", curves());
        all.put("laws", laws());
        all.put("waits", waits());
        all.put("waterfall", waterfall());
        all.put("crossover", crossover());
        all.put("floors", floors());
        all.put("boundary", boundary());
        all.put("policies", policies());
        all.put("sweeps", sweeps());
        all.put("overload", OverloadTest.planted());
        all.put("fairness", WorkerSharesTest.planted().findings(200));
        all.put("preemption", CrowdingTest.planted().findings(200));
        all.put("cold", ColdStartTest.findings(6)); // so that there is an interval, in colour
        all.put("collectors", CollectorCostTest.planted().findings(200));
        all.put("neighbour", NeighbourCostTest.planted().findings(200));
        all.put("time", TimedSample.findings());
        return all;
    }

    /// Of two servers by windows of 1 to 8, of which one gets twice as quick each time and the other does not; by one
    /// that has two windows alone; of a critical section from 0 ns on; and of additions that are asked for, and told.
    public static Findings sweeps() {
        List<Cell> cells = new ArrayList<>();
        Map<Cell, Double> perSecond = new HashMap<>();
        for (int window : List.of(8, 1, 4, 2)) {
            cells.add(cell("rpc", "messaging:ring", window, Map.of()));
            perSecond.put(cells.getLast(), 1e6 * window);
            cells.add(cell("rpc", "shm:mailbox", window, Map.of()));
            perSecond.put(cells.getLast(), 1e6);
            if (window < 4) {
                cells.add(cell("rpc", "messaging:juc-abq", window, Map.of()));
                perSecond.put(cells.getLast(), 1e5);
            }
        }
        for (int work : List.of(0, 500, 1_000)) {
            cells.add(cell("mutex", "shm:delegation", 1, Map.of("work", new ParameterValue("" + work, "ns"))));
            perSecond.put(cells.getLast(), 1e9 / (100 + work));
        }
        for (int window : List.of(4, 16, 64)) {
            cells.add(cell("counter", "messaging:ring", window, Map.of("op", new ParameterValue("add", ""))));
            perSecond.put(cells.getLast(), 1e7);
            cells.add(cell("counter", "messaging:ring", window, Map.of("op", new ParameterValue("tell", ""))));
            perSecond.put(cells.getLast(), 4e7);
        }
        Run run = Samples.withFloors(Samples.run(2, cells), Samples.FLOOR, Samples.FLOOR, Samples.FLOOR);
        for (Cell cell : cells) {
            for (int fork = 1; fork <= 6; fork++) {
                run = run.with(Samples.record(cell, fork, Samples.measured(Samples.closed(perSecond.get(cell), 1))));
            }
        }
        return Findings.of(run, _ -> new Histogram(3));
    }

    private static Cell cell(String workload, String substrate, int window, Map<String, ParameterValue> params) {
        Cell like = Samples.cell(workload, substrate, 1, 1);
        String set = params.values().stream().map(ParameterValue::value).collect(Collectors.joining());
        return new Cell(
                like.id() + "/x" + window + "/" + set,
                workload,
                substrate,
                like.rowClass(),
                1,
                1,
                false,
                like.waits(),
                0,
                window,
                params,
                like.loads(),
                like.contract(),
                OptionalDouble.empty());
    }

    /// Of a run on eight cores with three rates, and jobs by one to eight threads.
    public static Findings curves() {
        Random random = new Random(1);
        List<Cell> cells = new ArrayList<>();
        List<CellRecord> records = new ArrayList<>();
        Map<String, Histogram> histograms = new HashMap<>();
        for (String substrate : List.of("shm:lockfree", "shm:lock", "messaging:ring", "messaging:juc-abq")) {
            for (int workers : List.of(1, 2, 4, 7)) {
                Cell cell = Samples.cell("counter", substrate, workers, substrate.startsWith("shm") ? 0 : 1);
                cells.add(cell);
                double slow = 1 + substrate.length() / 5.0;
                double late = substrate.equals("messaging:juc-abq") ? 20_000 : 1; // milliseconds: long numbers
                for (int fork = 1; fork <= 6; fork++) {
                    double noise = 1 + random.nextGaussian() / 30;
                    List<OpenLoop> loops = new ArrayList<>();
                    for (double rate : workers == 2 ? new double[] {10_000, 100_000, 1_000_000} : new double[0]) {
                        Histogram nanos = new Histogram(3);
                        for (int i = 0; i < 20_000; i++) {
                            nanos.recordValue((long) (200
                                    * late
                                    * slow
                                    * noise
                                    * Math.exp(rate / 1e6 + Math.abs(random.nextGaussian()))));
                        }
                        String file = "h" + histograms.size() + ".hlog";
                        histograms.put(file, nanos);
                        loops.add(Samples.open(rate, rate, nanos, file));
                    }
                    double perSecond = 2e7 * noise * Math.sqrt(workers) / slow;
                    records.add(Samples.record(
                            cell,
                            fork,
                            new Outcome.Measured(
                                    List.of(0, 1),
                                    Optional.of(Samples.closed(perSecond, workers)),
                                    loops,
                                    Optional.of(Samples.job(1_000_000, 1e6 / perSecond)))));
                }
            }
        }
        Cell plain = Samples.plain("counter", Map.of());
        cells.add(plain);
        for (int fork = 1; fork <= 6; fork++) {
            double seconds = 1e6 / 2.2e7 * (1 + random.nextGaussian() / 50);
            records.add(Samples.record(plain, fork, Samples.measured(Samples.job(1_000_000, seconds))));
        }
        Run run = Samples.withFloors(Samples.run(8, cells), 200, 204, 199);
        for (CellRecord record : records) {
            run = run.with(record);
        }
        return Findings.of(
                run.finish(Status.COMPLETE, Samples.START.plusSeconds(60)), loop -> histograms.get(loop.histogram()));
    }

    /// Of jobs of 12.5 s in one thread on eight cores: a fifth of them serial; with a peak near four workers; and of
    /// too few workers to say anything.
    public static Findings laws() {
        List<Cell> cells = new ArrayList<>();
        for (int workers : new int[] {1, 2, 3, 4, 8, 16}) {
            cells.add(Samples.cell("mapreduce", "shm:table", workers, 0));
            cells.add(Samples.cell("mapreduce", "shm:lock", workers, 0));
        }
        for (int workers : new int[] {1, 2}) {
            cells.add(Samples.cell("mapreduce", "messaging:ring", workers, 1));
        }
        cells.add(Samples.plain("mapreduce", Map.of()));
        Run run = Samples.withFloors(Samples.run(8, cells), 200, 200, 200);
        for (Cell cell : cells) {
            double n = Math.min(8, cell.workers());
            double seconds = cell.side() == SubstrateSide.PLAIN
                    ? 11
                    : cell.substrate().equals("shm:lock")
                            ? 12.5 * (1 + 0.1 * (n - 1) + 0.05 * n * (n - 1)) / n
                            : 2.5 + 10.0 / n;
            for (int fork = 1; fork <= 5; fork++) {
                double noise = 1 + fork / 1_000.0;
                FixedJob job = Samples.job(1_000, seconds * noise);
                run = run.with(Samples.record(
                        cell,
                        fork,
                        new Outcome.Measured(List.of(0, 1), Optional.empty(), List.of(), Optional.of(job))));
            }
        }
        return Findings.of(run.finish(Status.COMPLETE, Samples.START.plusSeconds(60)), _ -> new Histogram(3));
    }

    /// Of a run in which every text that may be anything is an attack.
    public static Findings hostile() {
        Cell one = hostile("c1", "shm:a");
        Cell two = hostile("c2", "messaging:b");
        Cell three = hostile("c3", "messaging:c");
        Run run = Run.begin(
                SCRIPT + IMAGE,
                Samples.START,
                SCRIPT + IMAGE + LINK,
                IMAGE,
                1,
                new dev.duality.results.Commit(SCRIPT, true),
                Samples.machine(2),
                new dev.duality.results.Jvm(SCRIPT, IMAGE, LINK, List.of(SCRIPT, IMAGE, LINK)),
                List.of(one, two, three));
        for (Cell cell : List.of(one, two)) {
            for (int fork = 1; fork <= 2; fork++) {
                run = run.with(Samples.record(
                        cell,
                        fork,
                        new Outcome.Measured(
                                List.of(),
                                Optional.of(Samples.closed(
                                        1e6 * fork,
                                        1,
                                        Samples.usage(dev.duality.results.Figure.shown(SCRIPT, 1, IMAGE)))),
                                List.of(),
                                Optional.of(Samples.job(10, 1)))));
            }
        }
        run = run.with(Samples.record(three, 1, new Outcome.Failed(SCRIPT + IMAGE, Optional.of(LINK))));
        return Findings.of(run.finish(Status.COMPLETE, Samples.START), _ -> new Histogram(3));
    }

    private static Cell hostile(String id, String substrate) {
        return new Cell(
                id,
                SCRIPT + IMAGE,
                substrate,
                Samples.rowClass(substrate, 1),
                1,
                1,
                false,
                IMAGE,
                0,
                1,
                Map.of(SCRIPT, new ParameterValue(IMAGE, LINK)),
                List.of(new Load.Closed()),
                Samples.queue(),
                OptionalDouble.empty());
    }
}
