// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Executions at random: threads have priorities, which change at a few points (Burckhardt and others, "A Randomized
/// Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010), and some loads do not see the newest store
/// (Gao and others, "Probabilistic Concurrency Testing for Weak Memory Programs", ASPLOS 2023).
final class RandomPriorities implements Chooser {
    private static final int MOST_CHANGES = 3;
    private static final double[] OLD_LOADS = {0.05, 0.2, 0.4};
    private static final double MIDDLE_PLACES = 0.1;
    private static final double EARLY_STORES = 0.15;

    private final SplittableRandom random;
    private final Map<Integer, Double> priorities = new HashMap<>();
    private final List<Integer> changes = new ArrayList<>();
    private final double oldLoads;
    private double lowest;
    private int points;

    /// @param length about how many points there are at which a thread is chosen
    RandomPriorities(SplittableRandom random, int length) {
        this.random = random;
        this.oldLoads = OLD_LOADS[random.nextInt(OLD_LOADS.length)];
        int count = random.nextInt(MOST_CHANGES + 1);
        for (int change = 0; change < count; change++) {
            changes.add(random.nextInt(Math.max(1, length)));
        }
    }

    @Override
    public int choose(Kind kind, int options, List<Integer> threads, boolean forced) {
        return switch (kind) {
            case THREAD -> thread(threads);
            case LOAD -> random.nextDouble() < oldLoads ? 1 + random.nextInt(options - 1) : 0;
            case PLACE -> random.nextDouble() < MIDDLE_PLACES ? 1 + random.nextInt(options - 1) : 0;
            case EARLY -> random.nextDouble() < EARLY_STORES ? 1 + random.nextInt(options - 1) : 0;
        };
    }

    private int thread(List<Integer> threads) {
        if (changes.contains(points++)) {
            priorities.put(threads.getFirst(), --lowest);
        }
        int highest = 0;
        for (int i = 1; i < threads.size(); i++) {
            if (priority(threads.get(i)) > priority(threads.get(highest))) {
                highest = i;
            }
        }
        return highest;
    }

    private double priority(int thread) {
        return priorities.computeIfAbsent(thread, _ -> random.nextDouble());
    }

    @Override
    public void looksInVain(int thread) {
        priorities.put(thread, --lowest);
    }
}
