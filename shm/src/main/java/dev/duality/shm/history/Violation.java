// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import java.util.Comparator;
import java.util.List;

/// The shortest beginning of a history that no order explains.
///
/// @param before the calls that had ended when the object was last at rest
/// @param calls those after them that began before `unexplained` ended
/// @param unexplained the first call that cannot have been answered as it was, one of `calls`
public record Violation<W>(List<Call<W>> before, List<Call<W>> calls, Call<W> unexplained) {
    public Violation {
        before = List.copyOf(before);
        calls = List.copyOf(calls);
    }

    /// The beginning of a history up to the end of a call; all in the order in which they began.
    static <W> Violation<W> of(List<Call<W>> history, Call<W> unexplained) {
        List<Call<W>> calls = history.stream()
                .filter(call -> call.begin() < unexplained.end())
                .sorted(Comparator.comparingLong(Call::begin))
                .toList();
        int rest = 0;
        long end = Long.MIN_VALUE;
        for (int i = 0; i < calls.size() && calls.get(i).begin() <= unexplained.begin(); i++) {
            if (end < calls.get(i).begin()) {
                rest = i;
            }
            end = Math.max(end, calls.get(i).end());
        }
        return new Violation<>(calls.subList(0, rest), calls.subList(rest, calls.size()), unexplained);
    }

    /// The number of calls that it takes to show it.
    public int length() {
        return before.size() + calls.size();
    }
}
