// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.load.BatchClock;
import dev.duality.jmh.load.Done;
import dev.duality.jmh.load.KernelFixture;
import dev.duality.jmh.load.LoadCheck;
import dev.duality.jmh.load.Meter;
import dev.duality.jmh.load.RowSurroundings;
import dev.duality.jmh.load.WorkLoop;
import dev.duality.jmh.load.WorkerLoop;
import dev.duality.jmh.load.WorkerShare;
import dev.duality.jmh.machine.usage.Compilers;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.verify.KernelThreads;
import dev.duality.workloads.verify.VerificationResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.infra.ThreadParams;
import org.openjdk.jmh.runner.IterationType;

/// How many operations a second does a workload do on a substrate, in a closed loop? JMH's threads are the workers;
/// servers come beside them. Any workload on any substrate, by `@Param` alone, so that no two can drift apart.
///
/// Control: [FloorBenchmark]. Not measured: latency under a given rate, which is the open loop's, in `duality run`.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@State(Scope.Benchmark)
public class KernelBenchmark {
    /// Operations for each call of the benchmark's method, so that the harness's own loop does not count.
    static final int BATCH = 64;

    private static final int LONGEST_DRAIN_SECONDS = 30;

    /// A whole cell, as [CellSpec#text] writes it: then what it says holds, and not the parameters from `workload` to
    /// `neighbour`. Empty for a cell of these.
    @Param("")
    public String cell = "";

    /// As `duality list workloads` names it.
    @Param("counter")
    public String workload = "counter";

    /// As `duality list substrates` names it.
    @Param("shm:lockfree")
    public String on = "shm:lockfree";

    /// As `duality list waits` names it.
    @Param("pause")
    public String wait = "pause";

    /// The number of operations that a worker may have under way, a power of two.
    @Param("1")
    public int window = 1;

    /// The number of servers that share the state on the message side, if it comes apart.
    @Param("1")
    public int owners = 1;

    /// The seed of the scripts.
    @Param("1")
    public long seed = 1;

    /// The workload's own parameters, `name=value` and `;` between two.
    @Param("")
    public String set = "";

    /// Bytes that an operation carries; empty for the workload's own choice, or that of `set`.
    @Param("")
    public String payload = "";

    /// The folder in which transports put their files; empty for a memory file system.
    @Param("")
    public String directory = "";

    /// The distance between workers and servers, see [dev.duality.workloads.Placement].
    @Param("threads")
    public String placement = "threads";

    /// The number of operations that are compared with the specification before anything is timed.
    @Param("10000")
    public int verified = 10_000;

    /// The garbage collector of the JVM, see [dev.duality.jmh.cell.Collector]; empty for the one it takes itself.
    @Param("")
    public String collector = "";

    /// The work of a thread on a core of its own beside, see [dev.duality.jmh.cell.Neighbour].
    @Param("none")
    public String neighbour = "none";

    private Optional<RowSurroundings.Beside> beside = Optional.empty(); // where no fork has it
    private Optional<ClosedLoad> fork = Optional.empty();
    private KernelFixture fixture;
    private Kernel kernel;
    private KernelThreads threads;
    private LoadCheck check;
    private CyclicBarrier drained;
    private Optional<Meter> meter; // where the notes are wanted: it allocates, and JMH's profilers would count that
    private final Queue<Worker> workers = new ConcurrentLinkedQueue<>();
    private long operationsBefore;
    private long nanosBefore;

    /// Verifies the side, then opens its kernel.
    @Setup(Level.Trial)
    public void open(BenchmarkParams params) {
        fork = ClosedLoad.current();
        fixture = fork.map(ClosedLoad::fixture).orElseGet(() -> KernelFixture.of(cell(params.getThreads())));
        fixture.require();
        requireRight(fixture.verify(verified));
        meter = fork.map(_ -> new Meter(fixture.around()));
        drained = new CyclicBarrier(fixture.setting().workers());
        threads = fixture.threads();
        check = new LoadCheck(fixture, threads, "closed loop");
        kernel = fixture.side().open(fixture.setting());
        fork.ifPresent(it -> it.opened(kernel, threads, check));
        kernel.start(threads);
        if (fork.isEmpty()) {
            beside = Optional.of(fixture.around().begin()); // last: close() ends it
        }
    }

    /// Lets pass what nobody can check before it is timed: it may still be checked afterwards.
    private static void requireRight(VerificationResult verdict) {
        switch (verdict) {
            case VerificationResult.Agrees _, VerificationResult.Unverifiable _ -> {}
            case VerificationResult.Differs(String difference, _) ->
                throw new IllegalStateException("verification: " + difference);
            case VerificationResult.Failed(String reason) -> throw new IllegalStateException("verification: " + reason);
        }
    }

    /// The cell that the parameters name.
    /// @param workers JMH's threads
    /// @throws BadInput if they are no cell, or one of another number of workers
    public CellSpec cell(int workers) {
        if (cell.isEmpty()) {
            return CellSpec.of(Map.ofEntries(
                    Map.entry("workload", workload),
                    Map.entry("on", on),
                    Map.entry("workers", Integer.toString(workers)),
                    Map.entry("owners", Integer.toString(owners)),
                    Map.entry("window", Integer.toString(window)),
                    Map.entry("wait", wait),
                    Map.entry("seed", Long.toString(seed)),
                    Map.entry("set", set),
                    Map.entry("payload", payload),
                    Map.entry("directory", directory),
                    Map.entry("placement", placement),
                    Map.entry("collector", collector),
                    Map.entry("neighbour", neighbour)));
        }
        CellSpec whole = CellSpec.parse(cell);
        if (whole.workers() != workers) {
            throw new BadInput("the cell has %d workers, but JMH runs %d threads; give it -t %d"
                    .formatted(whole.workers(), workers, whole.workers()));
        }
        return whole;
    }

    @Setup(Level.Iteration)
    public void before(IterationParams iteration) {
        fork.ifPresent(it -> it.begins(iteration.getType()));
        operationsBefore = operations();
        workers.forEach(Worker::begin);
        meter.ifPresent(it -> it.start(kernel));
        nanosBefore = System.nanoTime();
    }

    @TearDown(Level.Iteration)
    public void after(IterationParams iteration) {
        long nanos = System.nanoTime() - nanosBefore;
        long done = operations() - operationsBefore;
        meter.ifPresent(it -> {
            it.stop(kernel, done);
            fork.orElseThrow().note(iteration.getType(), done, nanos, shares(), it.take());
        });
        if (iteration.getType() == IterationType.WARMUP) {
            Compilers.await(); // what they have compiled runs only then, and is compiled better the next time
        }
    }

    private List<WorkerShare> shares() {
        return inOrder().map(Worker::share).toList();
    }

    private Stream<Worker> inOrder() {
        return workers.stream().sorted(Comparator.comparingInt(worker -> worker.number));
    }

    /// JMH lets the first worker that comes take the notes and close the kernel, while others may still have operations
    /// under way in it.
    private void awaitOthers() {
        try {
            drained.await(LONGEST_DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the other workers", e);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("another worker did not end what it had under way", e);
        }
    }

    private long operations() {
        return workers.stream().mapToLong(worker -> worker.loop.operations()).sum();
    }

    /// Asks the kernel that was measured for what must hold of it: a side that is wrong has no score. Where a fork runs
    /// JMH inside itself, the fork asks.
    @TearDown(Level.Trial)
    public void close() {
        List<Done> all = inOrder().map(worker -> worker.loop.done()).toList();
        if (fork.isPresent()) {
            fork.get().over(all);
            return;
        }
        try {
            check.look(kernel, all);
        } finally {
            try {
                kernel.close();
            } finally {
                beside.ifPresent(RowSurroundings.Beside::close);
            }
        }
        check.require();
    }

    /// One worker.
    @State(Scope.Thread)
    public static class Worker {
        private int number;
        private WorkLoop loop;
        private long operationsBefore;
        private Optional<BatchClock> clock = Optional.empty(); // where it is asked for, of several workers

        @Setup(Level.Trial)
        public void start(KernelBenchmark benchmark, ThreadParams thread) {
            int worker = thread.getThreadIndex();
            number = worker;
            KernelFixture fixture = benchmark.fixture;
            fixture.pinWorker(worker);
            benchmark.threads.join();
            loop = WorkLoop.of(
                    benchmark.kernel.caller(worker),
                    fixture.workload().script(fixture.setting(), worker),
                    fixture.setting(),
                    fixture.thinkSteps());
            if (benchmark.fork.filter(ClosedLoad::byBatch).isPresent()
                    && fixture.setting().workers() > 1
                    && loop instanceof WorkerLoop) {
                clock = Optional.of(new BatchClock());
            }
            benchmark.workers.add(this);
        }

        /// Begins an iteration; the worker rests.
        private void begin() {
            operationsBefore = loop.operations();
            clock.ifPresent(BatchClock::reset);
        }

        /// The worker's share of the iteration; it rests.
        private WorkerShare share() {
            return new WorkerShare(loop.operations() - operationsBefore, clock.map(BatchClock::take));
        }

        /// Ends what is under way with the iteration, that of all workers before any of them goes on.
        @TearDown(Level.Iteration)
        public void drain(KernelBenchmark benchmark) {
            loop.drain();
            benchmark.awaitOthers();
        }
    }

    /// The next operations of a worker's script.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long closed(Worker worker) {
        return worker.clock.isEmpty()
                ? worker.loop.runOn(BATCH)
                : worker.clock.get().time(worker.loop, BATCH);
    }
}
