// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.shm.PollLoop;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.CallerOnce;
import dev.duality.workloads.Counts;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.Specification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// A kernel over one region with a server that finds calls there, and does them to a state of its own.
abstract class ServedKernel extends SharedKernel {
    /// The work of a server.
    ///
    /// @param poll looks once at all calls, and gives how many it served
    /// @param failedPolls how often it found none
    record Serving(IntSupplier poll, LongSupplier failedPolls) {}

    private final Specification state;
    private final int workers;
    private final WaitStrategy[] waits; // of the workers, and last of the server
    private final CallerOnce once;
    private final PollLoop loop = new PollLoop();
    private volatile Serving serving; // made by the server's own thread, in that thread's memory

    /// @param region freed with the kernel
    /// @param state the server's own
    ServedKernel(Region region, Specification state, Setting setting) {
        super(region);
        this.state = state;
        this.workers = setting.workers();
        this.waits = WaitStrategy.of(setting.waiting(), workers + 1);
        this.once = new CallerOnce(setting);
    }

    /// A server, made by the thread that serves.
    /// @param waits how each worker waits, and last the server
    abstract Serving serving(Specification state, WaitStrategy[] waits);

    /// The end of a worker, made once.
    /// @param own how it waits
    /// @param server how the server waits
    abstract Caller caller(int worker, WaitStrategy own, WaitStrategy server);

    @Override
    public final void start(ThreadFactory factory) {
        loop.start(factory, waits[workers], () -> {
            Serving mine = serving(state, waits);
            serving = mine;
            return mine.poll();
        });
    }

    @Override
    public final Caller caller(int worker) {
        once.admit(worker);
        return caller(worker, waits[worker], waits[workers]);
    }

    @Override
    public final long digest() {
        return state.digest();
    }

    @Override
    public final Map<String, Long> counts() {
        Serving one = serving;
        return Counts.of(
                Map.of("failed polls", one == null ? 0 : one.failedPolls().getAsLong()), List.of(state));
    }

    @Override
    public final void close() {
        loop.close();
        super.close();
    }
}
