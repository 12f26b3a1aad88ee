// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.shm.PollLoop;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/// One thread calls C for each round trip, another one is in C until the kernel is closed.
final class NativeKernel implements Kernel {
    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    /// Looks of one call, in which the JVM can stop for nothing: some tens of microseconds.
    private static final long LOOKS = 1 << 10;

    private final Arena arena = Arena.ofShared();
    private final PingPongLibrary library;
    private final PingPongLibrary.Places places;
    private final int pause;
    private volatile Asking asking;
    private Thread thread;

    NativeKernel(Setting setting, boolean oneWord) {
        pause = setting.waiting().kind() == WaitStrategy.Kind.PAUSE ? 1 : 0;
        try {
            library = PingPongLibrary.load(arena);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
        places = PingPongLibrary.Places.in(arena, oneWord, SendingWorkload.bytes(setting));
    }

    @Override
    public void start(ThreadFactory factory) {
        thread = factory.newThread(this::answer);
        thread.start();
    }

    private void answer() {
        if (library.answer(places, pause) == PingPongLibrary.TORN) {
            stop(); // so that nobody waits for its answer
            throw new IllegalStateException("a question came torn");
        }
    }

    private void stop() {
        WORD.setRelease(places.there(), 0L, PingPongLibrary.STOP);
        WORD.setRelease(places.back(), 0L, PingPongLibrary.STOP);
    }

    @Override
    public Caller caller(int worker) {
        if (asking != null) {
            throw new IllegalStateException("the worker has asked for its caller before; ask once, and keep it");
        }
        asking = new Asking();
        return asking;
    }

    @Override
    public long digest() {
        long sent = asking == null ? 0 : asking.sent();
        while ((long) WORD.getAcquire(places.answered(), 0L) != sent) {
            if (!thread.isAlive()) {
                throw new IllegalStateException("the thread that answers has ended");
            }
            Thread.yield();
        }
        return places.answered().get(ValueLayout.JAVA_LONG, Long.BYTES);
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of();
    }

    @Override
    public void close() {
        stop();
        if (thread != null) {
            PollLoop.join(thread);
        }
        arena.close();
    }

    private final class Asking extends SendingCaller {
        Asking() {
            super(WaitStrategy.of(WaitStrategy.Kind.YIELD)); // after some thousand looks in C
        }

        @Override
        void send(long number) {
            long question = 2 * number - 1;
            long answer = library.ask(places, question, LOOKS, pause);
            for (int attempt = 0; answer == PingPongLibrary.NOT_YET; attempt++) {
                idle(attempt);
                answer = library.await(places, question, LOOKS, pause);
            }
            if (answer != question + 1) {
                throw new IllegalStateException(
                        answer == PingPongLibrary.TORN
                                ? "the answer to payload %,d came torn".formatted(number)
                                : "the thread that answers has ended");
            }
        }
    }
}
