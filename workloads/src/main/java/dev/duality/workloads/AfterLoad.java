// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.Procedure;
import java.util.List;
import java.util.Optional;

/// A kernel after a load, to be looked at: millions of operations, of which nobody wrote down what each one gave.
///
/// @param workers how far each has come
/// @param digest of the state that they left
/// @param kernel asks the kernel that was loaded, and which rests, for one more operation
public record AfterLoad(Setting setting, List<WorkerProgress> workers, long digest, Procedure kernel) {
    public AfterLoad {
        workers = List.copyOf(workers);
    }

    /// Something that holds of every right state.
    @FunctionalInterface
    public interface Invariant {
        /// @return what does not hold, in one line; empty if all does
        Optional<String> violation(AfterLoad load);
    }

    /// Asks for one more operation, without a payload.
    public long ask(int kind, long a, long b) {
        return kernel.apply(kind, a, b, setting.payload());
    }
}
