// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All executions of two actors: at each point each actor may take its next step, and each store that is under way may
/// arrive, and every choice is tried once. So there is no luck in what is found, and nothing that is not found can be.
final class Executions {
    private final Actor[] actors;

    /// @param actors two that end by themselves
    Executions(Actor[] actors) {
        this.actors = actors.clone();
    }

    /// The number of executions that end in each outcome.
    Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new TreeMap<>();
        List<Integer> choices = new ArrayList<>(); // that are made again; behind them the first is chosen
        boolean more = true;
        while (more) {
            List<Integer> ways = new ArrayList<>(); // how many there were at each choice
            outcomes.merge(play(choices, ways), 1L, Long::sum);
            more = next(choices, ways);
        }
        return outcomes;
    }

    /// Plays one execution.
    private String play(List<Integer> choices, List<Integer> ways) {
        Map<Long, Long> shared = new HashMap<>();
        Buffered[] sides = new Buffered[actors.length];
        for (int side = 0; side < sides.length; side++) {
            sides[side] = new Buffered(shared, actors[side]);
        }
        for (List<Runnable> now = possible(sides); !now.isEmpty(); now = possible(sides)) {
            if (ways.size() == choices.size()) {
                choices.add(0);
            }
            now.get(choices.get(ways.size())).run();
            ways.add(now.size());
        }
        return sides[0].result() + "; " + sides[1].result();
    }

    private static List<Runnable> possible(Buffered[] sides) {
        List<Runnable> possible = new ArrayList<>();
        for (Buffered side : sides) {
            if (side.canStep()) {
                possible.add(side::step);
            }
            for (int n = 0; n < side.underWay(); n++) {
                int store = n;
                if (side.canArrive(store)) {
                    possible.add(() -> side.arrive(store));
                }
            }
        }
        return possible;
    }

    /// Goes on to the next execution: the last choice that had another way left takes it.
    private static boolean next(List<Integer> choices, List<Integer> ways) {
        while (!choices.isEmpty()) {
            int last = choices.removeLast();
            if (last + 1 < ways.get(choices.size())) {
                choices.add(last + 1);
                return true;
            }
        }
        return false;
    }
}
