// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/// A run on two cores that has a bit of everything, and the histograms to it.
public final class RichRun {
    public static final Cell DIRECT = cell("rpc", "shm:direct", 2, 0, Map.of(), Samples.queueless());
    public static final Cell LOCK = cell("rpc", "shm:lock", 2, 0, Map.of(), Samples.queueless());
    public static final Cell MAILBOX = cell("rpc", "shm:mailbox", 1, 1, Map.of(), Samples.queueless());
    public static final Cell RING = cell("rpc", "messaging:ring", 1, 1, Map.of(), Samples.queue());
    public static final Cell ABQ = cell("rpc", "messaging:juc-abq", 1, 1, Map.of(), Samples.queue());
    public static final Cell CHRONICLE = cell(
            "rpc",
            "messaging:chronicle",
            1,
            1,
            Map.of(),
            new ContractRecord(
                    "one", "one", "unbounded", "fifo", "durable", "copies", ContractRecord.WHOLE, "processes"));
    public static final Cell RING_OF_TWO = cell("rpc", "messaging:ring", 2, 1, Map.of(), Samples.queue());
    public static final Cell CACHE = cell("cache", "shm:lockfree", 1, 0, capacity(400), Samples.queueless());
    public static final Cell CACHE_RING = cell("cache", "messaging:ring", 1, 1, capacity(400), Samples.queue());
    public static final Cell CACHE_PLAIN = Samples.plain("cache", capacity(400));
    public static final Cell COUNTER = cell("counter", "shm:lockfree", 2, 0, Map.of(), Samples.queueless());
    public static final Cell COUNTER_LOCK = cell("counter", "shm:lock", 2, 0, Map.of(), Samples.queueless());
    public static final Cell COUNTER_RING = cell("counter", "messaging:jctools-mpsc", 1, 1, Map.of(), Samples.queue());
    public static final Cell WRONG = cell("counter", "messaging:juc-ltq", 1, 1, Map.of(), Samples.queue());
    public static final Cell ABSENT = cell("counter", "shm:combining", 2, 0, Map.of(), Samples.queueless());

    private final Map<OpenLoop, Histogram> histograms = new HashMap<>();
    private Run run = Samples.withFloors(
            Samples.run(
                    2,
                    List.of(
                            DIRECT,
                            LOCK,
                            MAILBOX,
                            RING,
                            ABQ,
                            CHRONICLE,
                            RING_OF_TWO,
                            CACHE,
                            CACHE_RING,
                            CACHE_PLAIN,
                            COUNTER,
                            COUNTER_LOCK,
                            COUNTER_RING,
                            WRONG,
                            ABSENT)),
            283,
            287,
            281);

    private RichRun() {
        add(DIRECT, 95_000_000, 0, 0, 0);
        add(LOCK, 9_500_000, 0, 0, 0);
        add(MAILBOX, 3_400_000, 0, 100_000, 300);
        add(RING, 3_300_000, 0, 100_000, 310);
        add(ABQ, 450_000, 0, 100_000, 2_300);
        add(CHRONICLE, 1_200_000, 0, 100_000, 900);
        add(RING_OF_TWO, 1_000, 0, 0, 0);
        add(CACHE, 21_000_000, 70.42, 0, 0);
        add(CACHE_RING, 2_900_000, 70.42, 0, 0);
        for (int fork = 1; fork <= 6; fork++) {
            run = run.with(Samples.record(CACHE_PLAIN, fork, Samples.measured(Samples.job(1_000_000, 0.1))));
        }
        add(COUNTER, 48_000_000, 0, 0, 0);
        add(COUNTER_LOCK, 9_000_000, 0, 0, 0);
        add(COUNTER_RING, 12_345_678, 0, 0, 0);
        run = run.with(Samples.record(
                        WRONG,
                        1,
                        new Outcome.Failed("operation 17 gave 4, the specification 5", Optional.of("forks/wrong.log"))))
                .with(Samples.record(ABSENT, 1, new Outcome.Skipped("not available on this machine: it is a sample")));
    }

    public static RichRun make() {
        return new RichRun();
    }

    public Run running() {
        return run;
    }

    public Run complete() {
        return run.finish(Status.COMPLETE, Samples.START.plusSeconds(59));
    }

    public Histogram histogram(OpenLoop loop) {
        return histograms.get(loop);
    }

    private void add(Cell cell, double perSecond, double hitRatio, double rate, long latency) {
        double[] forks = {0.98, 0.99, 1.0, 1.0, 1.01, 1.03};
        for (int fork = 1; fork <= forks.length; fork++) {
            List<Figure> figures = new ArrayList<>(List.of(Figure.perOp(Figure.FAILED_POLLS, 1.25)));
            if (hitRatio > 0) {
                figures.add(Figure.shown("hit ratio", hitRatio, Figure.PERCENT));
            }
            if (cell.workload().equals("counter")) {
                figures.add(Figure.shown("CAS failures", 0.125, Figure.PER_OP));
            }
            Usage usage = usage(cell, figures);
            List<OpenLoop> open = new ArrayList<>();
            if (rate > 0) {
                Histogram nanos = new Histogram(3);
                for (int i = 0; i < 20_000; i++) {
                    nanos.recordValue(latency + i % 100);
                }
                nanos.recordValue(1_000_000L * Math.min(3, fork));
                double achieved = cell.equals(ABQ) ? rate / 2 : rate;
                OpenLoop loop = Samples.open(
                        rate,
                        achieved,
                        nanos,
                        "h" + cell.id().hashCode() + "." + fork + ".hlog",
                        usage,
                        Samples.still(283));
                histograms.put(loop, nanos);
                open.add(loop);
            }
            Optional<FixedJob> job = cell.workload().equals("cache")
                    ? Optional.of(Samples.job(1_000_000, 1e6 / perSecond / forks[fork - 1], usage))
                    : Optional.empty();
            run = run.with(Samples.record(
                    cell,
                    fork,
                    new Outcome.Measured(
                            cell.workload().equals("cache") ? List.of() : List.of(0, 1),
                            Optional.of(Samples.closed(
                                    perSecond * forks[fork - 1], cell.workers(), usage, Samples.still(283))),
                            open,
                            job)));
        }
    }

    private static Usage usage(Cell cell, List<Figure> figures) {
        return new Usage(
                1,
                OptionalDouble.of(560),
                OptionalDouble.of(cell.equals(ABQ) ? 24 : 0),
                OptionalLong.of(2),
                OptionalLong.of(cell.equals(ABQ) ? 5_000 : 30),
                OptionalLong.empty(),
                OptionalDouble.of(0),
                OptionalDouble.of(0),
                OptionalDouble.of(0.01),
                figures);
    }

    private static Map<String, ParameterValue> capacity(int blocks) {
        return Map.of("capacity", new ParameterValue(String.valueOf(blocks), "blocks"));
    }

    private static Cell cell(
            String workload,
            String substrate,
            int workers,
            int servers,
            Map<String, ParameterValue> params,
            ContractRecord contract) {
        return new Cell(
                workload + "/" + substrate + "/w" + workers,
                workload,
                substrate,
                Samples.rowClass(substrate, servers),
                workers,
                servers,
                workers + servers > 2,
                "spin",
                0,
                1,
                params,
                List.of(new Load.Closed()),
                contract,
                OptionalDouble.of(servers * 2));
    }
}
