// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.echo;

import dev.duality.shm.Padding;
import dev.duality.shm.PollLoop;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.CallerOnce;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/// A kernel of one worker and one server, which polls until the kernel is closed.
abstract class PairKernel implements Kernel {
    /// The worker's wait for its reply.
    final WaitStrategy worker;

    /// The server's wait for a request.
    final WaitStrategy server;

    private volatile Server serving; // made by its own thread, in that thread's memory
    private final PollLoop loop = new PollLoop();

    /// The callers that have been asked for.
    final CallerOnce once;

    PairKernel(Setting setting) {
        once = new CallerOnce(setting);
        worker = WaitStrategy.of(setting.waiting());
        server = WaitStrategy.of(setting.waiting());
    }

    /// The fields that every server's end writes; a subclass's own stand behind them.
    abstract static class ServerFields extends Padding {
        long failedPolls;
    }

    /// The server's end. Used by its own thread, but for the digest when all rest.
    abstract static class Server extends ServerFields {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        /// Answers the request that is there.
        /// @return whether there was one
        abstract boolean poll();

        /// Polls, and counts if it was in vain.
        final int look() {
            if (poll()) {
                return 1;
            }
            failedPolls++;
            return 0;
        }

        /// The digest of what the requests have left.
        long digest() {
            return 0;
        }
    }

    /// Makes the server's end, on the server's thread.
    abstract Server server();

    @Override
    public final void start(ThreadFactory factory) {
        loop.start(factory, server, () -> {
            Server mine = server();
            serving = mine;
            return mine::look;
        });
    }

    @Override
    public final long digest() {
        Server one = serving;
        return one == null ? 0 : one.digest();
    }

    @Override
    public final Map<String, Long> counts() {
        Server one = serving;
        return Map.of("failed polls", one == null ? 0 : one.failedPolls);
    }

    @Override
    public void close() {
        loop.close();
    }
}
