// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.workloads.GuardedSpecification;
import dev.duality.workloads.ParkedRequests;

/// An owner who parks what cannot be done yet, and replies when it is done.
final class GuardedNode implements Node {
    private final OwnerNode owner;
    private final ParkedRequests parked;

    GuardedNode(GuardedSpecification state) {
        owner = new OwnerNode(state);
        parked = new ParkedRequests(state);
    }

    @Override
    public void onMessage(Message request, Port port) {
        if (!parked.parks(request, request.sequence())) {
            do {
                owner.onMessage(request, port);
            } while (parked.next(request));
        }
    }
}
