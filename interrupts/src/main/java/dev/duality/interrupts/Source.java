// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.Payload;

/// An origin of interrupts: raises the lines of its devices, and hears what became of each interrupt.
///
/// - **Threads:** one.
/// - **Progress:** nothing waits inside. A device that cannot wait drops what [#raise] refuses, and counts it.
public interface Source {
    /// Tags are below this.
    int TAGS = 1 << 16;

    /// Raises the line of one of its devices.
    /// @param cause why
    /// @param payload the interrupt's bytes; empty on return, unless refused
    /// @param tag a number below [#TAGS] that comes back with the outcome
    /// @return `false` if the device is stopped, or has as many interrupts under way as its line holds; then nothing
    ///     was raised
    boolean raise(int device, long cause, Payload payload, int tag);

    /// Tells the outcomes that have come since.
    /// @return how many
    int collect(Outcomes outcomes);

    /// Passes a little time after [#collect] has found nothing.
    /// @param attempt how often in a row, from 0
    void idle(int attempt);

    /// Hears what became of interrupts.
    interface Outcomes {
        /// The bottom half is done.
        void handled(int tag, long result);

        /// There was no room to defer it. Nothing was done for it, and nothing will be.
        void dropped(int tag);
    }
}
