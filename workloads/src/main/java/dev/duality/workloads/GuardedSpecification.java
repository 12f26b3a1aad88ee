// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

/// A sequential object that cannot do every operation at any time: some have a guard, and wait until others have made
/// it hold. An owner behind message queues parks the request for one that has to wait, and does and answers it as soon
/// as it is admitted, so that nobody asks twice: see [ParkedRequests]. No other side asks for guards, so [#apply]
/// refuses what is not admitted with an [IllegalStateException].
public interface GuardedSpecification extends Specification {
    /// Whether an operation can be done now. Changes nothing, and gives the same until the next operation is done.
    boolean admits(int kind, long a, long b);

    /// An operation is not admitted, and begins to wait. Told once of each by the owner that is asked for it, and not
    /// by that one's back-up, so this is for [#counts] and nothing else.
    default void parked(int kind) {}
}
