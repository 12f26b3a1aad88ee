// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import java.util.Objects;

/// One thing that goes wrong. Messages are numbered from 0 in the order in which they are sent; times are virtual, in
/// nanoseconds.
public sealed interface Fault {
    /// A message that never arrives.
    record Lost(long message) implements Fault {}

    /// A message that arrives twice.
    record Doubled(long message) implements Fault {}

    /// A message that is held back, while those behind it go on.
    /// @param copy 0 for the message, 1 for its double
    record Delayed(long message, int copy, long nanos) implements Fault {}

    /// A node that loses everything it has not stored. Messages that it has sent arrive all the same; those that are
    /// for it are lost if they arrive while it is down.
    /// @param restartNanos when it begins again, after [#nanos]; [Long#MAX_VALUE] if never
    record Crash(int node, long nanos, long restartNanos) implements Fault {
        public Crash {
            if (restartNanos <= nanos) {
                throw new IllegalArgumentException(
                        "a node that crashes at %,d ns restarts later, not at %,d ns".formatted(nanos, restartNanos));
            }
        }
    }

    /// A node that does nothing for a while; messages and timers wait for it.
    record Pause(int node, long nanos, long untilNanos) implements Fault {
        public Pause {
            if (untilNanos <= nanos) {
                throw new IllegalArgumentException(
                        "a pause that begins at %,d ns ends later, not at %,d ns".formatted(nanos, untilNanos));
            }
        }
    }

    /// Two groups that do not reach each other: what is sent from one to the other meanwhile is lost; what is on its
    /// way arrives.
    /// @param group the nodes of one group; all others are the other one
    record Partition(NodeSet group, long nanos, long untilNanos) implements Fault {
        public Partition {
            Objects.requireNonNull(group, "group");
            if (untilNanos <= nanos) {
                throw new IllegalArgumentException(
                        "a partition that begins at %,d ns ends later, not at %,d ns".formatted(nanos, untilNanos));
            }
        }
    }
}
