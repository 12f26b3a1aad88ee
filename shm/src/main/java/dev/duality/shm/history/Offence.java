// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import java.util.List;
import java.util.Set;

/// The shortest beginning of a history that no order explains.
///
/// @param settled the calls that had ended when the object was last at rest in one state that was sure
/// @param calls those after them, in the order in which they began, as far as they began before `unexplained` ended
/// @param unexplained the first call that cannot have been answered as it was
/// @param states all states in which it can have found the object
public record Offence<S, W>(List<Call<W>> settled, List<Call<W>> calls, Call<W> unexplained, Set<S> states) {
    public Offence {
        settled = List.copyOf(settled);
        calls = List.copyOf(calls);
        states = Set.copyOf(states);
    }

    /// How many calls it takes to show it.
    public int length() {
        return settled.size() + calls.size();
    }
}
