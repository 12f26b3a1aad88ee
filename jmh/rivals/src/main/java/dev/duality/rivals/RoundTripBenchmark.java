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
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/// How long does a payload take there and back, by each rival? Each round trip waits for the one before.
///
/// Control: `FloorBenchmark`, and the same in C. Not measured: wake-ups, but where a rival can only wait its own way.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@Threads(1)
@State(Scope.Thread)
public class RoundTripBenchmark {
    private static final int BATCH = 1024;

    /// As `duality rivals --list` names it.
    @Param("ring")
    public String rival = "ring";

    /// Bytes, both ways.
    @Param("8")
    public int payload = 8;

    private final Wait wait = Wait.of(Wait.Kind.PAUSE); // everybody's, and that of our rows
    private Rival kind;
    private Duct there;
    private Duct back;
    private Duct.Sender out;
    private Duct.Receiver in;
    private Thread answering;
    private long number;
    private volatile boolean stopping;

    @Setup(Level.Trial)
    public void open() {
        kind = Rival.of(rival);
        Place place = new Place(1);
        there = kind.open(1, payload, true);
        back = kind.open(1, payload, true);
        if (kind.waits == Rival.Waits.VIRTUAL) {
            answering = Thread.ofVirtual().name("answer").start(this::answer);
        } else {
            answering = new Thread(
                    () -> {
                        place.receiver();
                        answer();
                    },
                    "answer");
            answering.setDaemon(true);
            answering.start();
            place.sender(0);
        }
        out = there.sender();
        in = back.receiver();
    }

    private void answer() {
        Duct.Receiver question = there.receiver();
        Duct.Sender answer = back.sender();
        int turn = 0;
        try {
            while (!stopping) {
                if (question.poll(1) > 0) {
                    answer.send(question.last());
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
        answering.interrupt();
        answering.join();
        there.close();
        back.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long roundTrip() throws InterruptedException {
        if (kind.waits == Rival.Waits.VIRTUAL) {
            Thread.ofVirtual().start(this::roundTrips).join();
        } else {
            roundTrips();
        }
        if (number < 0) {
            throw new IllegalStateException(rival + " gave an answer that is not its question's");
        }
        return number;
    }

    private void roundTrips() {
        Duct.Sender questions = out;
        Duct.Receiver answers = in;
        long n = number;
        for (int i = 0; i < BATCH; i++) {
            questions.send(++n);
            for (int turn = 0; answers.poll(1) == 0; turn++) {
                wait.idle(turn);
            }
            if (answers.last() != n) {
                number = Long.MIN_VALUE;
                return;
            }
        }
        number = n;
    }
}
