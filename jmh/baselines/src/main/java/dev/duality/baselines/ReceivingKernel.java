// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.shm.PollLoop;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/// Workers that send, and one thread that receives until the kernel is closed.
abstract class ReceivingKernel implements Kernel {
    final WaitStrategy wait;

    /// The payloads that the receiving thread has taken.
    final Taken taken = new Taken();

    private final List<SendingCaller> callers = Collections.synchronizedList(new ArrayList<>());
    private final PollLoop loop = new PollLoop();
    private Thread thread;

    ReceivingKernel(Setting setting) {
        wait = WaitStrategy.of(setting.waiting());
    }

    /// Receives what has come, on the receiving thread.
    interface Poll {
        /// @return how many payloads
        int once();
    }

    /// Makes the receiving end, on the receiving thread.
    abstract Poll receiver();

    /// Makes a worker's end, on the worker's thread.
    abstract SendingCaller sender();

    /// Frees the queues; no thread is at them.
    abstract void free();

    @Override
    public final void start(ThreadFactory factory) {
        loop.start(
                task -> {
                    thread = factory.newThread(task);
                    return thread;
                },
                wait,
                () -> receiver()::once);
    }

    @Override
    public final SendingCaller caller(int worker) {
        SendingCaller caller = sender();
        callers.add(caller);
        return caller;
    }

    /// The sum of all numbers that were received whole. One way, the last ones may still be on their way.
    @Override
    public final long digest() {
        long sent = 0;
        for (SendingCaller caller : List.copyOf(callers)) {
            sent += caller.sent();
        }
        while (taken.count() != sent) {
            if (!thread.isAlive() || taken.count() > sent) {
                throw new IllegalStateException(
                        "%,d payloads were sent and %,d received".formatted(sent, taken.count()));
            }
            Thread.yield();
        }
        return taken.sum();
    }

    @Override
    public final Map<String, Long> counts() {
        return Map.of();
    }

    @Override
    public final void close() {
        loop.close();
        free();
    }
}
