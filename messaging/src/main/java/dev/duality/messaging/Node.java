// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

/// A state machine that talks by messages only: it shares no state, starts no thread, and reads time only from its
/// [Port]. So the same node runs on a thread over a real transport and in virtual time over a simulated network.
///
/// A host calls one method at a time, and each call happens-before the next.
///
/// ```java
/// final class EchoNode implements Node {
///     public void onMessage(Message message, Port port) {
///         port.send(message.from(), message.kind(), message.sequence(), message.a(), 0, message.payload());
///     }
/// }
/// ```
public interface Node {
    /// The host runs, and nothing has been received yet.
    /// @param port the node's for as long as the host runs
    default void onStart(Port port) {}

    /// A message has come.
    /// @param message the node's until it returns; it may exchange the payload's content for its own
    void onMessage(Message message, Port port);

    /// A timer has run out.
    /// @param timer the name it was set by
    default void onTimer(int timer, Port port) {}
}
