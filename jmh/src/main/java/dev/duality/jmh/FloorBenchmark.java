// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import dev.duality.jmh.floor.PingPong;
import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.CpuPlan;
import dev.duality.jmh.machine.placement.Topology;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/// What does this machine charge before any of our code runs? The round trip of a cache line between two cores, one
/// reading of the clock, and nothing at all.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@Threads(1)
public class FloorBenchmark {
    private static final int BATCH = 64;

    /// A pair of pinned threads; the benchmark's own thread asks.
    @State(Scope.Thread)
    public static class Line {
        @Param({"TWO_WORDS", "TWO_WORDS_PAUSE", "ONE_WORD", "ONE_WORD_PAUSE"})
        public PingPong.Form form;

        private PingPong pair;
        private Thread answering;

        @Setup(Level.Trial)
        public void start() {
            Affinity affinity = Affinity.ofThisMachine();
            CpuPlan plan = CpuPlan.of(Topology.read(SystemTree.real(), affinity.allowed()), 0, 1, 1);
            pair = new PingPong(form);
            answering = new Thread(
                    () -> {
                        plan.server(0).ifPresent(affinity::pin);
                        pair.answer();
                    },
                    "floor-answer");
            answering.setDaemon(true);
            answering.start();
            plan.worker(0).ifPresent(affinity::pin);
        }

        @TearDown(Level.Trial)
        public void stop() throws InterruptedException {
            pair.stop();
            answering.join();
        }
    }

    /// One line, there and back.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long roundTrip(Line line) {
        return line.pair.roundTrips(BATCH);
    }

    /// One reading of the clock.
    @Benchmark
    public long clock() {
        return System.nanoTime();
    }

    /// Control: what the harness adds to an operation that does nothing.
    @Benchmark
    public void nothing() {}
}
