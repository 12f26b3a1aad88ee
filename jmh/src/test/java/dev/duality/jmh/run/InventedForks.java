// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.fork.ForkReport;
import dev.duality.jmh.fork.Forker;
import dev.duality.jmh.fork.Forks;
import dev.duality.jmh.fork.Spare;
import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.plan.Plan;
import dev.duality.jmh.progress.Progress;
import dev.duality.jmh.progress.Step;
import dev.duality.jmh.progress.Terminal;
import dev.duality.results.Cell;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Commit;
import dev.duality.results.ContractRecord;
import dev.duality.results.FixedJob;
import dev.duality.results.FloorProbes;
import dev.duality.results.Jvm;
import dev.duality.results.Load;
import dev.duality.results.RowClass;
import dev.duality.results.Run;
import dev.duality.results.Stalls;
import dev.duality.results.Status;
import dev.duality.results.Usage;
import dev.duality.results.folder.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Forks whose reports are invented: of a machine that moves when it is told to.
abstract class InventedForks {
    static final Instant STARTED = Instant.parse("2026-11-28T17:00:00.250Z");
    static final FloorProbes STILL = new FloorProbes(43, 44);
    static final FloorProbes MOVED = new FloorProbes(43, 385);

    @TempDir
    Path folder;

    final List<String> done = new ArrayList<>(); // cells in the order of their forks
    final Set<String> moving = new HashSet<>(); // cells during whose next forks the machine moves, such as a#1
    Path jmh;
    Path log;
    RunFolder kept;
    String said;
    int interruptedAt = Integer.MAX_VALUE;
    long behindNanos; // of the open loop
    boolean failed;
    final List<Spare> spares = new ArrayList<>(); // of the forks, in their order
    final Map<String, List<FloorProbes>> again = new HashMap<>(); // further attempts of a fork, such as a#1
    final Map<String, FloorProbes> closed = new HashMap<>(); // of forks whose probes differ from STILL
    final Map<String, FloorProbes> open = new HashMap<>(); // likewise
    OptionalDouble floorNanos = OptionalDouble.empty();

    @BeforeEach
    void files() throws IOException {
        jmh = Files.writeString(folder.resolve("jmh.json"), "[]");
        log = Files.writeString(folder.resolve("log.txt"), "");
    }

    Forker.Ended fork(ForkOrder order, Spare spare) throws InterruptedException {
        spares.add(spare);
        if (done.size() == interruptedAt) {
            throw new InterruptedException("told to stop");
        }
        String cell = switch (order) {
            case ForkOrder.Plain plain -> plain.cell().workload();
            case ForkOrder.Kernel kernel -> kernel.cell().workload();
            default -> throw new IllegalArgumentException(order.toString());
        };
        done.add(cell);
        long times = done.stream().filter(cell::equals).count();
        String fork = cell + "#" + times;
        FloorProbes probes = open.getOrDefault(fork, moving.contains(fork) ? MOVED : STILL);
        List<ForkReport.Attempt> attempts =
                new ArrayList<>(List.of(attempt(closed.getOrDefault(fork, STILL), probes, behindNanos)));
        again.getOrDefault(fork, List.of()).forEach(next -> attempts.add(onlyOpen(next)));
        return new Forker.Ended(report(attempts), log, jmh);
    }

    /// Only the open loop saw the machine move.
    static ForkReport report(FloorProbes probes, long behindNanos) {
        return report(List.of(attempt(probes, behindNanos)));
    }

    static ForkReport report(List<ForkReport.Attempt> attempts) {
        return new ForkReport.Measured(List.of(), attempts, Optional.empty(), Optional.empty(), 0);
    }

    static ForkReport.Attempt onlyOpen(FloorProbes probes) {
        return new ForkReport.Attempt(Optional.empty(), attempt(probes, 0).open(), Optional.empty());
    }

    static ForkReport.Attempt attempt(FloorProbes probes, long behindNanos) {
        return attempt(STILL, probes, behindNanos);
    }

    static ForkReport.Attempt attempt(FloorProbes ofClosed, FloorProbes probes, long behindNanos) {
        Histogram nanos = new Histogram(3);
        nanos.recordValue(250);
        ByteBuffer buffer = ByteBuffer.allocate(nanos.getNeededByteBufferCapacity());
        int length = nanos.encodeIntoCompressedByteBuffer(buffer);
        return new ForkReport.Attempt(
                Optional.of(new ClosedLoop(
                        1e6,
                        1_000,
                        List.of(),
                        List.of(1e6),
                        Optional.empty(),
                        Optional.of(ofClosed),
                        Usage.unknown(1))),
                List.of(new ForkReport.Open(
                        1_000,
                        1_000,
                        behindNanos,
                        STARTED,
                        List.of(),
                        new Stalls(2, 0, 0, 0),
                        List.of(new ForkReport.Part(
                                0,
                                2_000_000_000L,
                                Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)),
                                Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)))),
                        Optional.of(probes),
                        Usage.unknown(2))),
                Optional.of(new FixedJob(100, 9, 1, Optional.empty(), Usage.unknown(1))));
    }

    static Plan.Planned planned(String name) {
        return planned(name, new ForkOrder.Plain(CellSpec.of(name, Cell.PLAIN)));
    }

    static Plan.Planned planned(String name, ForkOrder order) {
        return new Plan.Planned(
                new Cell(
                        name,
                        name,
                        "shm:lock",
                        RowClass.SHARED,
                        1,
                        0,
                        false,
                        "pause",
                        0,
                        1,
                        Map.of(),
                        List.of(new Load.Closed()),
                        ContractRecord.sharedState(ContractRecord.WHOLE),
                        OptionalDouble.empty()),
                order);
    }

    Status run(int rounds, Duration limit, String... cells) {
        return run(
                new Plan(
                        Arrays.stream(cells).map(InventedForks::planned).toList(),
                        List.of(),
                        rounds,
                        1,
                        0,
                        limit,
                        limit),
                this::fork);
    }

    Status run(Plan plan, Forks forks) {
        kept = RunFolder.create(
                folder.resolve("run"),
                Run.begin(
                        "moves",
                        Instant.EPOCH,
                        "none",
                        "quick",
                        1,
                        new Commit("unknown", false),
                        MachineCheck.read(Affinity.ofThisMachine()),
                        new Jvm("25", "unknown", "unknown", List.of()),
                        plan.cells().stream().map(Plan.Planned::cell).toList()));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (Progress progress = Progress.of(
                plan.steps().stream()
                        .map(step -> new Step(step.name(), Duration.ZERO))
                        .toList(),
                new Terminal(false, false, 80, false),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                System::nanoTime)) {
            Execution execution = new Execution(plan, kept, forks, InstantSource.system(), floorNanos);
            Status end = execution.run(progress);
            failed = execution.failed();
            return end;
        } finally {
            said = err.toString(StandardCharsets.UTF_8);
        }
    }

    List<String> records() {
        return kept.run().records().stream()
                .map(record -> record.cell() + " " + record.fork() + "." + record.attempt())
                .toList();
    }
}
