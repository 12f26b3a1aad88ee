// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.jmh.machine.usage.Compilers;
import dev.duality.shm.Wait;
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
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.infra.ThreadParams;
import org.openjdk.jmh.runner.IterationType;

/// How many payloads a second go one way, by each rival? JMH's threads send as fast as there is room, one thread
/// receives; what is counted is sent, and at most what the duct holds has not arrived.
///
/// Control: `FloorBenchmark`. Not measured: latency.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@Threads(1)
@State(Scope.Benchmark)
public class OneWayBenchmark {
    private static final int BATCH = 1024;

    /// As `duality rivals --list` names it.
    @Param("ring")
    public String rival = "ring";

    /// Bytes.
    @Param("8")
    public int payload = 8;

    /// How many the receiver takes at once, at most.
    @Param("64")
    public int most = 64;

    private final Wait wait = Wait.of(Wait.Kind.PAUSE); // everybody's, and that of our rows
    private Rival kind;
    private Place place;
    private Duct duct;
    private Thread receiving;
    private boolean torn; // of the receiver, read when it has ended
    private volatile boolean stopping;

    @Setup(Level.Trial)
    public void open(BenchmarkParams params) {
        kind = Rival.of(rival);
        place = new Place(params.getThreads());
        duct = kind.open(params.getThreads(), payload, false);
        if (kind.waits == Rival.Waits.VIRTUAL) {
            receiving = Thread.ofVirtual().name("receive").start(this::receive);
        } else {
            receiving = new Thread(
                    () -> {
                        place.receiver();
                        receive();
                    },
                    "receive");
            receiving.setDaemon(true);
            receiving.start();
        }
    }

    private void receive() {
        Duct.Receiver in = duct.receiver();
        int limit = most;
        boolean wrong = false;
        int turn = 0;
        try {
            while (!stopping) {
                if (in.poll(limit) > 0) {
                    wrong |= in.last() < 0;
                    turn = 0;
                } else {
                    wait.idle(turn++);
                }
            }
        } catch (Wait.Interrupted e) {
            if (!stopping) {
                throw e;
            }
        }
        while (in.poll(limit) > 0) { // so that a sender that waits for room can end
            wrong |= in.last() < 0;
        }
        torn = wrong;
    }

    /// The compilers need a core for a while, and both are spinning: after each part of the warm-up, since what they
    /// have compiled runs only then, and is compiled better the next time.
    @TearDown(Level.Iteration)
    public void rest(IterationParams iteration) {
        if (iteration.getType() == IterationType.WARMUP) {
            Compilers.await();
        }
    }

    @TearDown(Level.Trial)
    public void close() throws InterruptedException {
        stopping = true;
        receiving.interrupt();
        receiving.join();
        duct.close();
        if (torn) {
            throw new IllegalStateException(rival + " delivered a torn payload");
        }
    }

    /// One of the sending threads.
    @State(Scope.Thread)
    public static class Sending {
        private Duct.Sender out;
        private long number;

        @Setup(Level.Trial)
        public void open(OneWayBenchmark one, ThreadParams params) {
            if (one.kind.waits != Rival.Waits.VIRTUAL) {
                one.place.sender(params.getThreadIndex());
            }
            out = one.duct.sender();
        }

        private void send() {
            long n = number;
            for (int i = 0; i < BATCH; i++) {
                out.send(++n);
            }
            number = n;
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long send(Sending sending) throws InterruptedException {
        if (kind.waits == Rival.Waits.VIRTUAL) {
            Thread.ofVirtual().start(sending::send).join();
        } else {
            sending.send();
        }
        return sending.number;
    }
}
