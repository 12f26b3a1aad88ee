// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import dev.duality.shm.Payload;

/// A node's access to its host: its address, its way to send, its clock and its timers.
///
/// Used by the thread that drives the node, and by no other.
public interface Port {
    /// The node's own address, from 0.
    int self();

    /// The clock, in nanoseconds since some moment; never goes back.
    long nanos();

    /// The message that the next [#send] or [#offer] to that node sends, whatever it holds now.
    Message message(int to);

    /// Sends [#message] to a node.
    /// @return `false` if the way there is full, and then the message is still the caller's
    boolean offer(int to);

    /// Sends [#message] to a node, waiting while the way there is full.
    void send(int to);

    /// Sends a message filled in one go, waiting while the way there is full.
    /// @param payload what is sent; what the buffer holds afterwards is nobody's
    void send(int to, int kind, long sequence, long a, long b, Payload payload);

    /// Has [Node#onTimer] called once, at `delayNanos` from now or later. A timer that is set already is moved.
    void schedule(int timer, long delayNanos);

    /// Forgets a timer, if it is set.
    void cancel(int timer);

    /// Lets the host do what is due: gives the node its messages and timers. Called by the loop that drives the node,
    /// or by a node's blocking call; never from inside the node.
    /// @return how many messages and timers there were
    int drive();

    /// Passes a little time after [#drive] has found nothing.
    /// @param attempt how often in a row it has found nothing, from 0
    void idle(int attempt);
}
