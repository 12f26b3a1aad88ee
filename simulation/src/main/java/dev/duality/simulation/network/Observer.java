// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;

/// Hears of all that happens in a simulation, in its order: what a log is written from.
@FunctionalInterface
public interface Observer {
    /// The kinds of events.
    enum What {
        /// A node sends: `other` is the receiver, `number` the message's. If nothing else is said about it next, it is
        /// on its way.
        SENT,
        /// The message that was sent last is lost.
        LOST,
        /// The message that was sent last is lost, because a partition is in its way.
        PARTED,
        /// The message that was sent last will arrive twice.
        DOUBLED,
        /// The message that was sent last, or its double, is held back.
        DELAYED,
        /// A node receives: `other` is the sender. Comes before what the node does about it.
        RECEIVED,
        /// A message came to a node that was down.
        MISSED,
        /// A timer has run out: `number` is its name. Comes before what the node does about it.
        TIMER,
        /// A node goes down.
        CRASHED,
        /// A node begins anew: `number` counts its lives, from 2. Comes before what it does first.
        RESTARTED,
        /// A node stands still; `number` is when it goes on.
        PAUSED,
        /// The network falls apart; `number` is when it is whole again. There is no node.
        SPLIT,
        /// A partition is over. There is no node.
        HEALED;

        /// Whether it happens between the nodes, and not to one of them.
        boolean isOfNetwork() {
            return switch (this) {
                case LOST, PARTED, DOUBLED, DELAYED, SPLIT, HEALED -> true;
                case SENT, RECEIVED, MISSED, TIMER, CRASHED, RESTARTED, PAUSED -> false;
            };
        }
    }

    /// Hears nothing.
    Observer NOBODY = (_, _, _, _, _, _) -> {};

    /// The number that stands for a node or a number where there is none.
    int NONE = -1;

    /// Something happens.
    /// @param message the one it is about, to be read now and not kept; `null` if it is about none
    void happens(What what, long nanos, int node, int other, long number, Message message);
}
