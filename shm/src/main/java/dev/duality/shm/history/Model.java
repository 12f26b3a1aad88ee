// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import java.util.Optional;

/// A sequential object in values: its states, and which answers it can give in each.
///
/// @param <S> a state: immutable, and equal to another exactly if no later answer can tell them apart
/// @param <W> what a call asks and is answered
public interface Model<S, W> {
    /// The state before the first call.
    S first();

    /// Makes one call.
    /// @return the state after it; empty if in this state it is not answered so
    Optional<S> after(S state, W what);
}
