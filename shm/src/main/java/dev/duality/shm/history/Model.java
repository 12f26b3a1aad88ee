// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import java.util.Optional;
import java.util.function.BiFunction;

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

    /// A model by its first state and what follows from each.
    /// @param after see [#after]
    static <S, W> Model<S, W> of(S first, BiFunction<S, W, Optional<S>> after) {
        return new Model<>() {
            @Override
            public S first() {
                return first;
            }

            @Override
            public Optional<S> after(S state, W what) {
                return after.apply(state, what);
            }
        };
    }
}
