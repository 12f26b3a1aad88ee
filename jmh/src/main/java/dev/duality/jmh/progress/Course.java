// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;

/// A plan on its way: which steps are over, and how long the others will take. For one thread at a time.
final class Course {
    private static final int NONE = -1;
    private static final double LEAST_PACE = 0.1;
    private static final double MOST_PACE = 10;

    private final List<Step> steps;
    private final ShortNames names;
    private final LongSupplier nanos;
    private final BitSet over = new BitSet();
    private int current = NONE;
    private long begunNanos;
    private long usedNanos; // by the steps that were run to their end
    private long plannedNanos; // for the same steps

    /// @param nanos the clock, of any origin
    Course(List<Step> steps, LongSupplier nanos) {
        this.steps = new ArrayList<>(steps);
        names = new ShortNames(this.steps);
        this.nanos = nanos;
    }

    /// @return the new step's index
    int add(Step step) {
        steps.add(step);
        return steps.size() - 1;
    }

    /// The names of its steps for lines that have no room for them.
    ShortNames names() {
        return names;
    }

    void begin(int step) {
        check(step);
        if (current != NONE) {
            throw new IllegalStateException("step " + current + " still runs; finish it before step " + step);
        }
        current = step;
        begunNanos = nanos.getAsLong();
    }

    /// @return the step that was finished
    Step finish() {
        if (current == NONE) {
            throw new IllegalStateException("no step runs; begin one before it is finished");
        }
        Step step = steps.get(current);
        usedNanos += nanos.getAsLong() - begunNanos;
        plannedNanos += step.planned().toNanos();
        over.set(current);
        current = NONE;
        return step;
    }

    void skip(int step) {
        check(step);
        if (step == current) {
            throw new IllegalStateException("step " + step + " runs already; finish it");
        }
        over.set(step);
    }

    Standing standing() {
        double pace = pace();
        long behind = 0;
        double left = 0;
        long total = 0;
        for (int i = 0; i < steps.size(); i++) {
            long planned = steps.get(i).planned().toNanos();
            total += planned;
            if (over.get(i)) {
                behind += planned;
            } else if (i == current) {
                long used = nanos.getAsLong() - begunNanos;
                behind += Math.min(used, planned);
                left += Math.max(0, planned * pace - used);
            } else {
                left += planned * pace;
            }
        }
        double share = total == 0 ? (double) over.cardinality() / Math.max(1, steps.size()) : (double) behind / total;
        String name = current == NONE ? "" : steps.get(current).name();
        return new Standing(over.cardinality(), steps.size(), share, name, Duration.ofNanos((long) left));
    }

    /// The ratio of the steps' time to the planned one.
    private double pace() {
        return plannedNanos == 0 ? 1 : Math.clamp((double) usedNanos / plannedNanos, LEAST_PACE, MOST_PACE);
    }

    private void check(int step) {
        if (step < 0 || step >= steps.size()) {
            throw new IllegalArgumentException(
                    "step is " + step + ", but the plan has steps 0 to " + (steps.size() - 1));
        }
        if (over.get(step)) {
            throw new IllegalStateException("step " + step + " is over already");
        }
    }
}
