// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A subject of exploration: something that is opened, used by a few threads in a few steps, and judged.
public interface MemoryScenario {
    /// For tables; one word.
    String name();

    /// Opens it anew, with the machine in force as [dev.duality.shm.Hardware]. The same each time.
    /// @param servers starts a thread that goes on for ever; the execution does not wait for it
    Trial open(Consumer<Runnable> servers);

    /// Whether explorations of others have shown that this one's would be the same again. What was not explored tells
    /// nothing: it is to be asked when they have been.
    default boolean isRepeated() {
        return false;
    }

    /// One execution of it.
    interface Trial {
        /// The work of each worker.
        List<Runnable> workers();

        /// The verdict when all workers have ended: what is wrong; empty if nothing is. What a worker throws is wrong,
        /// too.
        Optional<String> verdict();
    }
}
