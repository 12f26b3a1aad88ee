// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import dev.duality.jmh.fork.Spare;
import dev.duality.jmh.plan.Plan;
import java.util.function.LongSupplier;

/// The time that a run spends on what nobody planned: loads during which the machine moved, in their fork or in
/// another. What is planned goes before, in all rounds, and each round gets its share of the time that is left over, so
/// that the first one does not use it up.
final class Pacing {
    private final Plan plan;
    private final LongSupplier nanos;
    private long began;
    private long leftMillis; // of what is planned

    Pacing(Plan plan) {
        this(plan, System::nanoTime);
    }

    /// @param nanos the clock, of any origin
    Pacing(Plan plan, LongSupplier nanos) {
        this.plan = plan;
        this.nanos = nanos;
        this.leftMillis = plan.plannedMillis();
    }

    void begin(long atNanos) {
        began = atNanos;
    }

    /// A step that was planned lies behind us, done or left out.
    void passed(Plan.Step step) {
        leftMillis -= step.order().plannedMillis();
    }

    /// Whether the plan's limit is reached.
    boolean isOver() {
        return nanos.getAsLong() - began > plan.limit().toNanos();
    }

    /// The time that a fork may take beside its planned one: its share of what is left over, and what forks before it
    /// have not taken of theirs.
    long spareMillis(Plan.Fork fork) {
        long own = fork.order().plannedMillis();
        long planned = plan.plannedMillis();
        long behind = planned - leftMillis + (fork.turn() == 1 ? own : 0); // of the plan, when it ends
        long spare = Math.max(0, plan.limit().toMillis() - planned);
        double end = behind + (double) spare * behind / planned;
        return Math.clamp((long) end - elapsedMillis() - own, 0, Spare.MOST_TIMES * own);
    }

    /// Whether a fork can be done again now, and all that is planned still ends in time.
    boolean hasTimeFor(Plan.Fork fork) {
        long planned = plan.plannedMillis();
        long spare = plan.limit().toMillis() - planned;
        long end = planned + (spare < 0 ? spare : spare * fork.round() / fork.rounds());
        return elapsedMillis() + leftMillis + fork.order().plannedMillis() <= end;
    }

    private long elapsedMillis() {
        return (nanos.getAsLong() - began) / 1_000_000;
    }
}
