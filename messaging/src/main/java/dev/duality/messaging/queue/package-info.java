// SPDX-License-Identifier: Apache-2.0

/// Transports over queues of Java objects, from JCTools and from the JDK: the message itself is handed over, and comes
/// back to its sender when the receiver has done with it.
package dev.duality.messaging.queue;
