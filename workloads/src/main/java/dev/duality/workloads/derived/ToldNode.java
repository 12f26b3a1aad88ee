// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.workloads.Specification;

/// The only one to touch its state, for workers that tell it what to do, see [TellingNode]: who is told does not reply.
final class ToldNode implements Node {
    /// Instead of a request's number: nobody waits for a reply.
    static final long TOLD = -1;

    private static final long SETTLES = Long.MIN_VALUE;

    private final Specification state;

    ToldNode(Specification state) {
        this.state = state;
    }

    /// The number of a request that asks for nothing but its reply.
    static long settling(long number) {
        return number | SETTLES;
    }

    @Override
    public void onMessage(Message request, Port port) {
        long number = request.sequence();
        if (number == TOLD) {
            state.apply(request.kind(), request.a(), request.b(), request.payload());
            return;
        }
        long result = number < 0 ? 0 : state.apply(request.kind(), request.a(), request.b(), request.payload());
        port.send(request.from(), request.kind(), number & ~SETTLES, result, 0, request.payload());
    }
}
