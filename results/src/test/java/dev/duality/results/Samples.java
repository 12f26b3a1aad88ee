// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/// Runs made by hand: each test starts from one of these and changes what it is about.
public final class Samples {
    public static final Instant START = Instant.parse("2026-11-22T11:05:33.250Z");

    /// The round trip of a line beside each load, if the test says nothing else.
    public static final double FLOOR = 250;

    private Samples() {}

    public static Machine machine(int cores) {
        return machine(cores, "1 socket x " + cores + " cores x 1 thread");
    }

    public static Machine machine(int cores, String topology) {
        return new Machine(
                "Test CPU 3000",
                cores,
                java.util.stream.IntStream.range(0, cores).boxed().toList(),
                0,
                topology,
                List.of("L1d 32 KiB", "L2 2 MiB"),
                "not visible",
                "tsc",
                "none",
                "Linux 6.18",
                "amd64",
                8L << 30);
    }

    public static Jvm jvm() {
        return new Jvm("25.0.3+9-LTS", "Eclipse Adoptium", "OpenJDK 64-Bit Server VM", List.of("-Xms1g", "-Xmx1g"));
    }

    public static Run run(int cores, List<Cell> plan) {
        return run(machine(cores), plan);
    }

    public static Run run(Machine machine, List<Cell> plan) {
        return Run.begin(
                "2026-11-22T11-05-33",
                START,
                "duality run --workload rpc",
                "quick",
                42,
                new Commit("1a2b3c4d5e6f", false),
                machine,
                jvm(),
                plan);
    }

    public static ContractRecord queue() {
        return new ContractRecord(
                "one", "one", "bounded", "fifo", "volatile", "copies", ContractRecord.WHOLE, "processes");
    }

    public static ContractRecord queueless() {
        return ContractRecord.sharedState(ContractRecord.WHOLE);
    }

    /// The class of a real side of that name.
    public static RowClass rowClass(String substrate, int servers) {
        if (servers > 0 || substrate.startsWith("messaging:")) {
            return RowClass.SERVED;
        }
        return substrate.equals("shm:direct") ? RowClass.IN_PLACE : RowClass.SHARED;
    }

    /// T1 of a workload: its plan holds one job.
    public static Cell plain(String workload, Map<String, ParameterValue> params) {
        return plain(workload, workload + "/plain", params);
    }

    /// The same by another name.
    public static Cell plain(String workload, String id, Map<String, ParameterValue> params) {
        return new Cell(
                id,
                workload,
                Cell.PLAIN,
                RowClass.IN_PLACE,
                1,
                0,
                false,
                Cell.NO_WAIT,
                0,
                1,
                params,
                List.of(new Load.Job(1_000_000)),
                queueless(),
                OptionalDouble.empty());
    }

    public static FixedJob job(long operations, double seconds) {
        return job(operations, seconds, usage());
    }

    public static FixedJob job(long operations, double seconds, Usage usage) {
        return new FixedJob(operations, 3, seconds, still(FLOOR), usage);
    }

    /// Probes of a machine that does not move.
    public static Optional<FloorProbes> still(double floorNanos) {
        return Optional.of(new FloorProbes(floorNanos, floorNanos));
    }

    public static Outcome.Measured measured(FixedJob job) {
        return new Outcome.Measured(List.of(0, 1), Optional.empty(), List.of(), Optional.of(job));
    }

    /// The stalls that a second of one thread may show.
    public static Stalls stalls(long count) {
        return new Stalls(1, count, count * 250e-6, count == 0 ? 0 : 300_000);
    }

    public static OpenLoop open(double targetPerSecond, double achievedPerSecond, Histogram nanos, String file) {
        return open(targetPerSecond, achievedPerSecond, nanos, file, usage());
    }

    /// An open loop of a second: what it did not achieve is its backlog at the end, and each value came alone.
    public static OpenLoop open(
            double targetPerSecond, double achievedPerSecond, Histogram nanos, String file, Usage usage) {
        return open(targetPerSecond, achievedPerSecond, nanos, file, usage, still(FLOOR));
    }

    public static OpenLoop open(
            double targetPerSecond,
            double achievedPerSecond,
            Histogram nanos,
            String file,
            Usage usage,
            Optional<FloorProbes> probes) {
        return OpenLoop.of(
                targetPerSecond,
                achievedPerSecond,
                (long) (1e9 * Math.max(0, 1 - achievedPerSecond / targetPerSecond)),
                START,
                nanos,
                beyond(nanos),
                stalls(2),
                file,
                probes,
                usage);
    }

    private static List<OpenLoop.Beyond> beyond(Histogram nanos) {
        return java.util.stream.DoubleStream.of(50, 90, 99, 99.9, 99.99)
                .mapToObj(percentile -> new OpenLoop.Beyond(
                        percentile, (int) Math.round(nanos.getTotalCount() * (100 - percentile) / 100)))
                .toList();
    }

    public static Cell cell(String workload, String substrate, int workers, int servers) {
        return new Cell(
                (workload + "/" + substrate + "/w" + workers).replaceAll("[^A-Za-z0-9._:/-]", "_"),
                workload,
                substrate,
                rowClass(substrate, servers),
                workers,
                servers,
                false,
                "spin",
                0,
                1,
                Map.of(),
                List.of(new Load.Closed()),
                substrate.startsWith("shm:") ? queueless() : queue(),
                OptionalDouble.empty());
    }

    public static Usage usage(Figure... figures) {
        return new Usage(
                1,
                OptionalDouble.of(560),
                OptionalDouble.of(0),
                OptionalLong.of(2),
                OptionalLong.of(3),
                OptionalLong.of(0),
                OptionalDouble.of(0),
                OptionalDouble.of(0),
                OptionalDouble.of(0.01),
                List.of(figures));
    }

    public static ClosedLoop closed(double opsPerSecond, int workers) {
        return closed(opsPerSecond, workers, usage());
    }

    public static ClosedLoop closed(double opsPerSecond, int workers, Usage usage) {
        return closed(opsPerSecond, workers, usage, still(FLOOR));
    }

    public static ClosedLoop closed(double opsPerSecond, int workers, Usage usage, Optional<FloorProbes> probes) {
        return new ClosedLoop(
                opsPerSecond,
                workers * 1e9 / opsPerSecond,
                List.of(opsPerSecond * 0.5, opsPerSecond * 0.98),
                List.of(opsPerSecond, opsPerSecond),
                Optional.of(new BatchMeans(1000, 500, 1e9 / opsPerSecond, 1e9 / opsPerSecond, 2e9 / opsPerSecond)),
                probes,
                usage);
    }

    public static Outcome.Measured measured(ClosedLoop closed) {
        return new Outcome.Measured(List.of(0, 1), Optional.of(closed), List.of(), Optional.empty());
    }

    public static CellRecord record(Cell cell, int fork, Outcome outcome) {
        Instant at = START.plusSeconds(10L * fork);
        return new CellRecord(cell.id(), fork, 1, at, at.plusSeconds(5), outcome, List.of());
    }

    /// One closed loop per fork.
    public static Run withForks(Run run, Cell cell, double... opsPerSecond) {
        Run next = run;
        for (int fork = 1; fork <= opsPerSecond.length; fork++) {
            ClosedLoop loop = closed(opsPerSecond[fork - 1], cell.workers());
            next = next.with(record(cell, fork, measured(loop)));
        }
        return next;
    }

    public static Floor floor(Floor.When when, double roundTripNanos) {
        return new Floor(
                START,
                when,
                List.of(0, 1),
                List.of(
                        new Floor.Form("two words", roundTripNanos),
                        new Floor.Form("one word, pause", roundTripNanos * 1.2)),
                20,
                18.5,
                Optional.of(stalls(1)),
                OptionalDouble.of(0.4));
    }

    public static Run withFloors(Run run, double before, double between, double after) {
        return run.with(floor(Floor.When.BEFORE, before))
                .with(floor(Floor.When.BETWEEN, between))
                .with(floor(Floor.When.AFTER, after));
    }
}
