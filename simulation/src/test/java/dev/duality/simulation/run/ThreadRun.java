// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

import dev.duality.messaging.Transport;
import dev.duality.messaging.host.Links;
import dev.duality.messaging.host.ThreadHost;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.Setting;
import dev.duality.workloads.verify.KernelThreads;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Plays a protocol on threads, one for each node, over a real transport: the very nodes that are played in virtual
/// time. Nothing is timed.
public final class ThreadRun {
    private static final int CAPACITY = 1024;
    private static final long LOOK_NANOS = 100_000;

    private ThreadRun() {}

    /// The result of a run.
    ///
    /// @param violation what must hold when all work is done, and does not
    /// @param digest of the state
    /// @param counts what the cast counted, in its order
    /// @param messages that nodes have sent
    public record Result(Optional<String> violation, long digest, Map<String, Long> counts, long messages) {
        public Result {
            counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        }
    }

    /// Plays until all work is done.
    /// @throws IllegalStateException if a node throws, or if the calling thread is interrupted
    public static Result of(Protocol protocol, Setting setting, int nodes, Transport transport) {
        Deployment deployment = protocol.deployment(setting, nodes);
        List<CountedNode> counted =
                deployment.nodes().stream().map(CountedNode::new).toList();
        KernelThreads threads = new KernelThreads(Thread::new);
        try (ThreadHost host = new ThreadHost(
                transport,
                setting.options(),
                counted,
                Links.ALL,
                Waiting.of(WaitStrategy.Kind.BACKOFF),
                CAPACITY,
                protocol.payloadBytes(setting, nodes))) {
            for (int node = 0; node < nodes; node++) {
                host.start(node, threads);
            }
            while (!deployment.finished()) {
                LockSupport.parkNanos(LOOK_NANOS);
                threads.check();
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("interrupted while nodes played");
                }
            }
        }
        threads.check();
        return new Result(
                deployment.violation().or(deployment::violationAtEnd),
                deployment.digest(),
                deployment.counts(),
                counted.stream().mapToLong(CountedNode::messages).sum());
    }
}
