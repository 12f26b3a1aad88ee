// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.List;

/// The execution of a schedule. A choice that is not there any more is 0, and so is each behind the last.
final class MemoryReplay implements Chooser {
    private final List<Integer> choices;
    private int next;

    MemoryReplay(List<Integer> choices) {
        this.choices = choices;
    }

    @Override
    public int choose(Kind kind, int options, List<Integer> threads, boolean forced) {
        int choice = next < choices.size() ? choices.get(next) : 0;
        next++;
        return choice < options ? choice : 0;
    }
}
