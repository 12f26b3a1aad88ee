// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.workloads.Specification;

/// The only one to touch its state; each arm of its loop is an operation.
public final class OwnerNode implements Node {
    private final Specification state;

    public OwnerNode(Specification state) {
        this.state = state;
    }

    public Specification state() {
        return state;
    }

    @Override
    public void onMessage(Message request, Port port) {
        long result = state.apply(request.kind(), request.a(), request.b(), request.payload());
        port.send(request.from(), request.kind(), request.sequence(), result, 0, request.payload());
    }
}
