// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.fork.ForkOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Forks that have no place in a plan, since the budget does not pay for them: those that were wanted, or even one of
/// each cell, which is measured all the same.
///
/// @param planned how many of each cell there are
/// @param wanted how many of each cell there were to be
/// @param budget the least with which all of them have a place
/// @param once the least with which one of each cell has a place
public record Shortage(int planned, int wanted, Duration budget, Duration once) {
    /// Empty if the plan fits into its budget and has all forks that were asked for, or nobody has asked for a number
    /// of them or for a time: the preset's own budget pays for as many as it pays for.
    public static Optional<Shortage> of(Plan plan, Request request) {
        int wanted = request.forks().orElse(request.preset().forks());
        boolean asked = request.forks().isPresent() || request.budget().isPresent();
        boolean lacks = plan.rounds() < wanted && asked;
        if (!lacks && plan.fits()) {
            return Optional.empty();
        }
        Budget.Forks forks = forks(plan);
        long openMillis = request.preset().openMillis();
        boolean waits = request.floorNanos().isPresent();
        return Optional.of(new Shortage(
                plan.rounds(),
                lacks ? wanted : plan.rounds(),
                Budget.least(forks, lacks ? wanted : plan.rounds(), openMillis, waits),
                Budget.least(forks, 1, openMillis, waits)));
    }

    private static Budget.Forks forks(Plan plan) {
        List<ForkOrder> orders = plan.cells().stream().map(Plan.Planned::order).toList();
        int kernels = 0;
        int open = 0;
        for (ForkOrder order : orders) {
            if (order instanceof ForkOrder.Kernel kernel) {
                kernels++;
                open += kernel.open().loops();
            } else if (order instanceof ForkOrder.Cold) {
                kernels++;
            }
        }
        return new Budget.Forks(kernels, orders.size() - kernels, open);
    }
}
