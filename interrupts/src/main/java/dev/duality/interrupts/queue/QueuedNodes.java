// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.Source;
import dev.duality.interrupts.Tally;
import dev.duality.messaging.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// The nodes of an arrangement without a host: those that [QueuedInterrupts] runs on threads, for one that has no
/// threads. Sources have the addresses from 0; then comes the controller, then those that it defers to.
public final class QueuedNodes {
    private final List<SourceNode> sources = new ArrayList<>();
    private final Controller controller;

    /// @param hears by source, who hears what became of its interrupts, as it comes
    public QueuedNodes(Arrangement arrangement, BottomHalf bottomHalf, IntFunction<Source.Outcomes> hears) {
        for (int source = 0; source < arrangement.sources(); source++) {
            sources.add(new SourceNode(arrangement, source, hears.apply(source)));
        }
        controller = Controller.of(arrangement, bottomHalf);
    }

    /// All of them, by address.
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>(sources);
        nodes.add(controller.node());
        nodes.addAll(controller.deferredTo());
        return nodes;
    }

    /// A source raises from the time when its node was started; it is used between two events of its host.
    public Source source(int source) {
        return sources.get(source);
    }

    /// The tally of a device. Nothing is under way.
    public Tally tally(int device) {
        return controller.tally(device);
    }
}
