// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import java.util.Arrays;

/// The processor of one life of a node, which messages keep busy at both ends, and the messages that wait for it. For
/// one thread.
///
/// Taking a message is one piece of work that nothing interrupts: its overhead, what the node works on it, and the
/// overhead of each message that it sends in turn. The next one begins when all that is over, and timers that have run
/// out meanwhile come first, see [Simulation]. So whoever is sent a thousand messages at once answers them one after
/// the other, and not all at the end.
final class NodeProcessor {
    /// The value of [#wakesNanos] while nothing will wake it.
    static final long NEVER = -1;

    private static final int[] NOBODY = {};
    private static final int FIRST = 4;

    long wakesNanos = NEVER; // when an event will have it take the first message that waits
    private boolean taking; // a message, of which the node does not know yet
    private long freeNanos;
    private long takesNanos; // when the gap behind the last message that it took is over
    private long busyNanos;

    private int[] waiting = NOBODY; // places of messages, in a ring
    private int first;
    private int count;

    /// The time at which it is free.
    long freeNanos() {
        return freeNanos;
    }

    /// The time at which it can take a message.
    long readyNanos() {
        return Math.max(freeNanos, takesNanos);
    }

    /// The time for which it has been busy until now.
    long busyNanos(long now) {
        return busyNanos - Math.max(0, freeNanos - now);
    }

    /// The life of the node ends, and what the processor was at with it: it is not busy from now on.
    void stop(long now) {
        busyNanos = busyNanos(now);
        freeNanos = Math.min(freeNanos, now);
    }

    /// Adds the time for which another life of the node was busy until it ended.
    void carryOn(NodeProcessor before) {
        busyNanos = before.busyNanos;
    }

    /// Whether it is taking a message: until the node has done something about that, nothing else begins.
    boolean isTaking() {
        return taking;
    }

    /// The node has the message that was being taken, and has done what follows from it.
    void taken() {
        taking = false;
    }

    /// Begins to take a message. It is free.
    /// @return when the node has it and may do something about it
    long take(long now, Network.Costs costs) {
        taking = true;
        takesNanos = now + costs.gapNanos();
        return occupy(now, costs.overheadNanos() + costs.workNanos());
    }

    /// Sends a message, as soon as it is free.
    /// @return when the message begins to leave
    long send(long now, Network.Costs costs) {
        return occupy(Math.max(now, freeNanos), costs.overheadNanos());
    }

    private long occupy(long from, long nanos) {
        freeNanos = from + nanos;
        busyNanos += nanos;
        return freeNanos;
    }

    boolean hasWaiting() {
        return count > 0;
    }

    /// Has a message wait, behind the others.
    void add(int place) {
        if (count == waiting.length) {
            int[] longer = Arrays.copyOfRange(waiting, first, first + Math.max(FIRST, 2 * count));
            System.arraycopy(waiting, 0, longer, count - first, first);
            waiting = longer;
            first = 0;
        }
        waiting[(first + count) % waiting.length] = place;
        count++;
    }

    /// The place of the message that has waited longest. There is one.
    int remove() {
        int place = waiting[first];
        first = (first + 1) % waiting.length;
        count--;
        return place;
    }
}
