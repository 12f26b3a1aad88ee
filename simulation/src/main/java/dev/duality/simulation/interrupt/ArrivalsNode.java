// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.SplitMix64;

/// A source of packets at a steady rate, whatever becomes of them: an open loop. The gaps are uniform around the mean,
/// from half of it to one and a half.
final class ArrivalsNode implements Node {
    private static final int NEXT = 0;

    private final int router;
    private final long packets;
    private final long gapNanos;
    private final long seed;
    private long sent;

    ArrivalsNode(int router, long packets, long gapNanos, long seed) {
        this.router = router;
        this.packets = packets;
        this.gapNanos = gapNanos;
        this.seed = seed;
    }

    @Override
    public void onStart(Port port) {
        if (packets > 0) {
            port.schedule(NEXT, gap(port));
        }
    }

    private long gap(Port port) {
        return gapNanos / 2
                + Long.remainderUnsigned(SplitMix64.of(SplitMix64.of(seed, port.self()), sent), gapNanos + 1);
    }

    @Override
    public void onTimer(int timer, Port port) {
        sent++;
        port.message(router).set(0, sent, 0, 0).payload().length(0);
        port.send(router);
        if (sent < packets) {
            port.schedule(NEXT, gap(port));
        }
    }

    @Override
    public void onMessage(Message message, Port port) {
        throw new IllegalArgumentException("nobody answers a source of packets, but there is a " + message);
    }
}
