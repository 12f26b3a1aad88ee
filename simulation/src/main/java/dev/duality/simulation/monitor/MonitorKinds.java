// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

/// The kinds of messages. Each has the number of the attempt that it is about as its sequence number.
final class MonitorKinds {
    /// Client to server: may I?
    static final int LOCK = 0;
    /// Client to server: I have left.
    static final int UNLOCK = 1;
    /// Server to client: you may.
    static final int GRANTED = 2;
    /// Server to client: somebody else has it; you will be woken.
    static final int WOULD_BLOCK = 3;
    /// Server to client: try again.
    static final int WAKE_UP = 4;
    /// Server to client: it is yours.
    static final int HANDED_OVER = 5;

    private MonitorKinds() {}
}
