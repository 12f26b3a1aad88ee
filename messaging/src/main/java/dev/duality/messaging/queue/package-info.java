// SPDX-License-Identifier: Apache-2.0

/// Transports over queues of Java objects, from JCTools and from the JDK: the message itself is handed over, and comes
/// back to its sender when the receiver has done with it, but for the one whose messages are new each time.
package dev.duality.messaging.queue;
