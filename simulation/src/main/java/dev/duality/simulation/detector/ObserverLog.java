// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

/// The log of an observer: everything that it gets to know, and when.
@FunctionalInterface
interface ObserverLog {
    /// The kinds of entries of a log.
    enum What {
        /// It begins; there is no process.
        BEGINS,
        /// A beat came that is later than those before.
        HEARS,
        /// A beat came that was sent before another that had come.
        IGNORES,
        /// A beat came from a process that has begun again.
        RESTARTED,
        SUSPECTS,
        TRUSTS
    }

    /// Writes nothing down.
    ObserverLog NONE = (_, _, _, _, _) -> {};

    /// @param boot of the process, as far as the observer knows
    /// @param beat the number of the last beat that it heard, or hears
    void note(long nanos, What what, int process, long boot, long beat);
}
