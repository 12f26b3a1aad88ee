// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.fork.ForkOrder;
import dev.duality.results.Cell;
import dev.duality.results.Floor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a run will do, in order.
///
/// @param cells what is measured
/// @param skipped what was asked for and cannot be measured here
/// @param rounds how often each cell is forked; a round forks each cell once, so that rivals take turns
/// @param floorMillis how long each look at the floor takes
/// @param budget what it was planned for
/// @param limit when it is spent, nothing but the first round goes on: the budget that a user gave, or a quarter more
/// than the
///     preset's, so that a plan that was a little short does not end with fewer forks of some cells than of others
public record Plan(
        List<Planned> cells, List<Skipped> skipped, int rounds, long floorMillis, Duration budget, Duration limit) {
    /// A cell, and the order its forks get.
    public record Planned(Cell cell, ForkOrder.Kernel order) {}

    /// A cell that cannot be measured here.
    /// @param reason one line
    public record Skipped(Cell cell, String reason) {}

    /// One fork.
    public sealed interface Step {
        ForkOrder order();

        /// What the user reads while it runs.
        String name();
    }

    /// A fork of a cell.
    /// @param round from 1
    public record Fork(Planned planned, int round, int rounds) implements Step {
        @Override
        public ForkOrder order() {
            return planned.order;
        }

        @Override
        public String name() {
            return planned.cell.id() + ", fork " + round + " of " + rounds;
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

    /// All forks in order: the floor before, after each round, and in the end.
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(look(Floor.When.BEFORE));
        for (int round = 1; round <= rounds; round++) {
            for (Planned planned : cells) {
                if (steps.size() % MOST_WITHOUT_FLOOR == 0) {
                    steps.add(look(Floor.When.BETWEEN));
                }
                steps.add(new Fork(planned, round, rounds));
            }
        }
        steps.add(look(Floor.When.AFTER));
        return steps;
    }

    private static final int MOST_WITHOUT_FLOOR = 20;

    private Look look(Floor.When when) {
        return new Look(new ForkOrder.Machine(when, floorMillis));
    }

    /// How long it should take.
    public long plannedMillis() {
        return steps().stream().mapToLong(step -> step.order().plannedMillis()).sum();
    }
}
