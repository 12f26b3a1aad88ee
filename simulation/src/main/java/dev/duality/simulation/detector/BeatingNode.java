// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.SplitMix64;

/// One life of a process that says again and again that it is there.
final class BeatingNode implements Node {
    static final int BEAT = 0;

    private final HeartbeatProtocol.Plan plan;
    private final long boot;
    private long beats;

    /// @param boot which life it is, from 1
    BeatingNode(HeartbeatProtocol.Plan plan, long boot) {
        this.plan = plan;
        this.boot = boot;
    }

    /// At a moment of its own, so that not all beat at once.
    @Override
    public void onStart(Port port) {
        long drawn = SplitMix64.of(SplitMix64.of(plan.seed(), port.self()), boot);
        port.schedule(BEAT, Long.remainderUnsigned(drawn, plan.intervalNanos()));
    }

    @Override
    public void onTimer(int timer, Port port) {
        beats++;
        port.message(HeartbeatDeployment.OBSERVER)
                .set(BEAT, beats, boot, 0)
                .payload()
                .length(0);
        port.send(HeartbeatDeployment.OBSERVER);
        port.schedule(BEAT, plan.intervalNanos());
    }

    @Override
    public void onMessage(Message message, Port port) {
        throw new IllegalArgumentException("nobody writes to a process that beats, but there is a " + message);
    }
}
