// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.protocol;

import dev.duality.messaging.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The nodes of one play of a protocol, and what must hold of them. Nodes do their work themselves: they begin in
/// [Node#onStart] and go on with each message and timer.
///
/// - **Threads:** nodes belong to their host. [#finished()] may be asked by any thread at any time; everything else
///   between two events in virtual time, or when all threads rest.
public interface Deployment {
    /// Addressed by their place here, from 0.
    List<Node> nodes();

    /// The node that takes the place of one that crashed: with what its storage kept, a new boot number, and nothing
    /// else.
    Node restarted(int node);

    /// Whether all work that was to be done is done, or given up; timers may go on for ever.
    boolean finished();

    /// An invariant of every moment that does not hold after an event; in one line. Cheap: it is asked a million times
    /// a second.
    default Optional<String> violation() {
        return Optional.empty();
    }

    /// An invariant of the end that does not hold when all work is done; in one line.
    default Optional<String> violationAtEnd() {
        return Optional.empty();
    }

    /// The digest of the state that all that was done has led to: the same on threads and in virtual time, if nothing
    /// fails.
    long digest();

    /// The times of its calls, each from its beginning until its result was there; empty if it does not take them.
    default Optional<CallTimes> times() {
        return Optional.empty();
    }

    /// The counts of its own, by what users read: `executions`, `call-backs`, `stale reads`. In a fixed order; the
    /// first is how much work was done, such as `calls`: what messages are counted by.
    Map<String, Long> counts();
}
