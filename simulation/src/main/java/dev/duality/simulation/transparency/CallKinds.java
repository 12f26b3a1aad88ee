// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import dev.duality.workloads.transparency.SystemCall;

/// The subjects of messages. A call has its own kind; `a` is the boot of the home that it is for, `b` its argument, and
/// its sequence number that of the host's messages. All that the home sends has the number that it answers, and its
/// boot in `a`.
final class CallKinds {
    private static final int FIRST = SystemCall.values().length;

    /// Asks which boot it is.
    static final int HELLO = FIRST;
    /// It is this one. The answer to a hello, and to a call that is for another boot, of which nothing was done.
    static final int UP = FIRST + 1;
    /// A call was done; `b` is what it answers.
    static final int ANSWER = FIRST + 2;

    private CallKinds() {}
}
