// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.fork.ForkOrder;
import dev.duality.results.Cell;
import dev.duality.results.Floor;
import dev.duality.shm.SplitMix64;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// The measurements that a run will make, in order.
///
/// @param cells what is measured
/// @param skipped what was asked for and cannot be measured here
/// @param rounds how often each cell is forked; a round forks each cell once, so that rivals take turns
/// @param seed what the order within each round is drawn from
/// @param floorMillis how long each look at the floor takes; 0 where there is none to look at
/// @param budget what it was planned for
/// @param limit when it is spent, nothing but the first round goes on: the budget that a user gave, or a quarter more
///     than the preset's, so that a plan that was a little short does not end with fewer forks of some cells than of
///     others
public record Plan(
        List<Planned> cells,
        List<Skipped> skipped,
        int rounds,
        long seed,
        long floorMillis,
        Duration budget,
        Duration limit) {
    /// The most times that a fork is begun, if the machine moves during each.
    public static final int MOST_ATTEMPTS = 3;

    /// A cell, and the order its forks get.
    public record Planned(Cell cell, ForkOrder order) {}

    /// A cell that cannot be measured here.
    /// @param reason one line
    public record Skipped(Cell cell, String reason) {}

    /// One fork.
    public sealed interface Step {
        ForkOrder order();

        /// The name that the user reads while it runs.
        String name();
    }

    /// A fork of a cell.
    /// @param round from 1
    /// @param attempt from 1; later ones are made while the run goes on
    public record Fork(Planned planned, int round, int rounds, int attempt) implements Step {
        @Override
        public ForkOrder order() {
            return planned.order;
        }

        @Override
        public String name() {
            return planned.cell.id() + ", fork " + round + " of " + rounds + (attempt == 1 ? "" : ", again");
        }

        /// The same fork once more, since the machine moved; empty if it has had its attempts.
        public Optional<Fork> again() {
            return attempt < MOST_ATTEMPTS
                    ? Optional.of(new Fork(planned, round, rounds, attempt + 1))
                    : Optional.empty();
        }
    }

    /// A look at the machine itself.
    public record Look(ForkOrder.Machine order) implements Step {
        @Override
        public String name() {
            return "floor";
        }
    }

    public Plan {
        cells = List.copyOf(cells);
        skipped = List.copyOf(skipped);
    }

    /// All forks in order: the floor before, after so many forks, and in the end. Each round is made of blocks, all
    /// rivals of one workload side by side; the blocks and the cells of each are in an order of their own in each
    /// round, drawn from the seed, so that nothing that has a period on the machine meets the same cells each time.
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        look(Floor.When.BEFORE, steps);
        for (int round = 1; round <= rounds; round++) {
            for (Planned planned : shuffled(round)) {
                if (steps.size() % MOST_WITHOUT_FLOOR == 0) {
                    look(Floor.When.BETWEEN, steps);
                }
                steps.add(new Fork(planned, round, rounds, 1));
            }
        }
        look(Floor.When.AFTER, steps);
        return steps;
    }

    private List<Planned> shuffled(int round) {
        Map<String, List<Planned>> blocks = new LinkedHashMap<>();
        cells.forEach(planned -> blocks.computeIfAbsent(planned.cell.workload(), _ -> new ArrayList<>())
                .add(planned));
        Random random = new Random(SplitMix64.of(seed + SplitMix64.of(round)));
        List<List<Planned>> order = new ArrayList<>(blocks.values());
        Collections.shuffle(order, random);
        order.forEach(block -> Collections.shuffle(block, random));
        return order.stream().flatMap(List::stream).toList();
    }

    private static final int MOST_WITHOUT_FLOOR = 20;

    private void look(Floor.When when, List<Step> steps) {
        if (floorMillis > 0) {
            steps.add(new Look(new ForkOrder.Machine(when, floorMillis)));
        }
    }

    /// Whether it should take no longer than the budget that it was planned for.
    public boolean fits() {
        return plannedMillis() <= budget.toMillis();
    }

    /// The time that it should take, in milliseconds.
    public long plannedMillis() {
        return steps().stream().mapToLong(step -> step.order().plannedMillis()).sum();
    }
}
