// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.ArrayList;
import java.util.List;

/// All executions in which at most so many choices are other than 0, one after the other.
final class DepthFirst implements Chooser {
    private static final class Step {
        private final int options;
        private int option;

        private Step(int options) {
            this.options = options;
        }

        private int cost() {
            return option == 0 ? 0 : 1;
        }
    }

    private final int bound;
    private final List<Step> path = new ArrayList<>();
    private int depth; // of the execution that goes on

    /// @param bound how many choices may be other than 0
    DepthFirst(int bound) {
        this.bound = bound;
    }

    @Override
    public int choose(Kind kind, int options, List<Integer> threads, boolean forced) {
        if (depth == path.size()) {
            path.add(new Step(options));
        }
        return path.get(depth++).option;
    }

    /// Goes on to the next execution.
    /// @return `false` if there is none
    boolean next() {
        depth = 0;
        int cost = path.stream().mapToInt(Step::cost).sum();
        while (!path.isEmpty()) {
            Step last = path.getLast();
            int others = cost - last.cost();
            if (last.option + 1 < last.options && others < bound) {
                last.option++;
                return true;
            }
            cost = others;
            path.removeLast();
        }
        return false;
    }
}
