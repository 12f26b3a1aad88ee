// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

/// The kinds of messages. Each but the last two carries a [Ticket] as its sequence number.
final class Kinds {
    /// Source to controller: an interrupt; `a` is its cause, the payload its bytes.
    static final int RAISE = 1;
    /// Controller to handler: an interrupt; `a` is its cause, `b` the device's digest if the handler does not keep it.
    static final int HANDLE = 2;
    /// Handler to controller: the device is free again, and so is the handler; `a` is the device's digest.
    static final int RETURN = 3;
    /// To the source: the bottom half is done; `a` is its result.
    static final int HANDLED = 4;
    /// To the source: there was no room to defer it.
    static final int DROPPED = 5;
    /// Controller to source: raise no more; `a` is the device, or -1 for all.
    static final int STOP = 6;
    /// Controller to source: raise again; `a` is the device, or -1 for all.
    static final int START = 7;

    private Kinds() {}
}
