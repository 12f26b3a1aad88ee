// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.policy;

/// A policy's choice of the slot that the next block gets. For one thread.
public interface Replacement {
    /// The block in this slot was found there.
    void hit(int slot);

    /// Chooses the slot for a block that was not found, which counts as being there from now on. Empty slots are taken
    /// first, from slot 0 upwards; then each block that comes makes one leave.
    /// @param block its id
    int next(int block);
}
