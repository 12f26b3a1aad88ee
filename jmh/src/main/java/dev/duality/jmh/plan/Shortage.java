// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.fork.ForkOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Forks that were wanted and have no place in a plan, since the budget does not pay for them.
///
/// @param planned how many of each cell there are
/// @param wanted how many of each cell there were to be
/// @param budget the least with which all of them have a place
public record Shortage(int planned, int wanted, Duration budget) {
    /// Empty if the plan has all forks that were asked for, or nobody has asked for a number of them or for a time: the
    /// preset's own budget pays for as many as it pays for.
    public static Optional<Shortage> of(Plan plan, Request request) {
        int wanted = request.forks().orElse(request.preset().forks());
        boolean asked = request.forks().isPresent() || request.budget().isPresent();
        return plan.rounds() >= wanted || !asked
                ? Optional.empty()
                : Optional.of(new Shortage(
                        plan.rounds(),
                        wanted,
                        Budget.least(forks(plan), wanted, request.preset().openMillis())));
    }

    private static Budget.Forks forks(Plan plan) {
        List<ForkOrder> orders = plan.cells().stream().map(Plan.Planned::order).toList();
        int kernels = 0;
        int open = 0;
        for (ForkOrder order : orders) {
            if (order instanceof ForkOrder.Kernel kernel) {
                kernels++;
                open += kernel.open().loops();
            }
        }
        return new Budget.Forks(kernels, orders.size() - kernels, open);
    }
}
