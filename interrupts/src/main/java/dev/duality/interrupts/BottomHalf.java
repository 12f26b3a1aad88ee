// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.Payload;

/// The work that an interrupt asks for.
///
/// - **Threads:** interrupts of one device come one at a time, each happens-before the next; those of different devices
///   may come at once.
@FunctionalInterface
public interface BottomHalf {
    /// Handles one interrupt.
    /// @param device whose interrupt it is
    /// @param digest the result of the device's interrupt before, 0 for its first
    /// @param cause why it was raised
    /// @param payload the interrupt's bytes, only read and only during the call
    /// @return the interrupt's result
    long handle(int device, long digest, long cause, Payload payload);
}
