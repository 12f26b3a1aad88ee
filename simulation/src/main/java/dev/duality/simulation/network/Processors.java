// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import java.util.function.LongConsumer;

/// The processors of all nodes, where messages cost them something: each takes the messages that have come to its node
/// one after the other. A node has one event at most that wakes it, however many messages wait. For one thread.
final class Processors {
    /// An event: a processor has taken the message at this place.
    static final long TAKEN = 4L << 32;

    /// An event: this node's processor is free for those that wait.
    static final long WAKE = 5L << 32;

    private final SimulatedPort[] ports;
    private final EventQueue queue;
    private final InFlightMessages inFlight;
    private final Network.Costs costs;

    /// @param ports by node; they are exchanged as nodes begin another life
    Processors(SimulatedPort[] ports, EventQueue queue, InFlightMessages inFlight, Network.Costs costs) {
        this.ports = ports;
        this.queue = queue;
        this.inFlight = inFlight;
        this.costs = costs;
    }

    /// Whether messages cost anything; otherwise nobody waits.
    boolean cost() {
        return costs.any();
    }

    /// A message is at a node whose processor it takes, now or when those before it are over.
    void arrives(SimulatedPort port, int place, long nanos) {
        NodeProcessor processor = port.processor();
        inFlight.boot(place, port.boot());
        if (processor.hasWaiting() || processor.isTaking() || processor.readyNanos() > nanos) {
            processor.add(place);
            wakeLater(port);
        } else {
            take(processor, place, nanos);
        }
    }

    private void take(NodeProcessor processor, int place, long nanos) {
        queue.add(processor.take(nanos, costs), queue.nextNumber(), TAKEN | place);
    }

    /// A node has the message that its processor was taking, and has done what follows from it.
    void taken(SimulatedPort port) {
        port.processor().taken();
        wakeLater(port);
    }

    /// Has a node's processor woken when it is free, if messages wait for it and nothing will wake it yet.
    private void wakeLater(SimulatedPort port) {
        NodeProcessor processor = port.processor();
        boolean wakes = processor.isTaking() || processor.wakesNanos != NodeProcessor.NEVER;
        if (processor.hasWaiting() && !wakes) {
            processor.wakesNanos = Math.max(processor.readyNanos(), port.pausedUntil);
            queue.add(processor.wakesNanos, queue.nextNumber(), WAKE | port.self());
        }
    }

    /// A processor is woken: it takes the message that has waited longest, if it is free.
    /// @return `false`: nothing happens to the node yet
    boolean wakes(SimulatedPort port, long nanos) {
        NodeProcessor processor = port.processor();
        if (processor.wakesNanos == nanos) { // else it was that of another life
            processor.wakesNanos = NodeProcessor.NEVER;
            if (Math.max(processor.readyNanos(), port.pausedUntil) > nanos) {
                wakeLater(port);
            } else if (processor.hasWaiting()) {
                take(processor, processor.remove(), nanos);
            }
        }
        return false;
    }

    /// Forgets what waits for a node that goes down.
    /// @param buffer is filled with each message
    /// @param tell is told its number then
    void drop(SimulatedPort port, Message buffer, LongConsumer tell) {
        while (port.processor().hasWaiting()) {
            int place = port.processor().remove();
            inFlight.read(place, buffer);
            tell.accept(inFlight.number(place));
            inFlight.remove(place);
        }
    }

    /// The share of the time until now for which a node's processor was busy, 0 to 1.
    double busyShare(int node, long now) {
        return now == 0 ? 0 : (double) ports[node].processor().busyNanos(now) / now;
    }

    /// The node whose processor was busy longest.
    int busiest(long now) {
        int busiest = 0;
        for (int node = 1; node < ports.length; node++) {
            if (ports[node].processor().busyNanos(now)
                    > ports[busiest].processor().busyNanos(now)) {
                busiest = node;
            }
        }
        return busiest;
    }
}
