// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.List;

/// Decides what is open in an execution. A choice of 0 is always the one that a strongly ordered machine makes, where
/// nobody interrupts a thread.
interface Chooser {
    /// The kind of a choice.
    enum Kind {
        /// The thread that goes on: 0 is the one that runs, if it can.
        THREAD,
        /// The store that a load sees: 0 is the newest.
        LOAD,
        /// The place of a store in the order: 0 is the end.
        PLACE,
        /// The store that is done before the load that comes: 0 is none.
        EARLY
    }

    /// @param options how many there are, at least 2
    /// @param threads of [Kind#THREAD] the numbers of those that can go on, the one that is option 0 first
    /// @param forced of [Kind#THREAD] whether the one that ran cannot go on
    /// @return from 0 to `options` - 1
    int choose(Kind kind, int options, List<Integer> threads, boolean forced);

    /// A thread looked for something in vain.
    default void looksInVain(int thread) {}
}
