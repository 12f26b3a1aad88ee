// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Leaves faults out of a schedule for as long as it still fails: delta debugging (Zeller and Hildebrandt, "Simplifying
/// and Isolating Failure-Inducing Input", 2002).
public final class Shrinking {
    private final Predicate<Schedule> fails;
    private final int mostTries;
    private int tries;

    /// @param fails plays a schedule and says whether it still fails
    /// @param mostTries after how many plays what has been found is good enough
    public Shrinking(Predicate<Schedule> fails, int mostTries) {
        this.fails = fails;
        this.mostTries = mostTries;
    }

    /// The smallest schedule found: without any one of its faults it does not fail, unless there were too many tries.
    /// @param failing a schedule that fails
    public Schedule smallest(Schedule failing) {
        List<Fault> left = failing.faults();
        if (left.isEmpty() || fails(List.of())) {
            return Schedule.EMPTY;
        }
        int parts = 2;
        while (left.size() > 1 && tries < mostTries) {
            List<Fault> smaller = withoutOne(left, Math.min(parts, left.size()));
            if (smaller.size() < left.size()) {
                left = smaller;
                parts = Math.max(2, parts - 1);
            } else if (parts >= left.size()) {
                break;
            } else {
                parts *= 2;
            }
        }
        return new Schedule(left);
    }

    /// The number of schedules that were played.
    public int tries() {
        return tries;
    }

    /// The faults without one of their parts, if it fails so; first without all parts but one, and otherwise all of
    /// them.
    private List<Fault> withoutOne(List<Fault> faults, int parts) {
        for (int part = 0; part < parts && parts > 2; part++) {
            List<Fault> only = faults.subList(begin(faults, part, parts), begin(faults, part + 1, parts));
            if (fails(only)) {
                return only;
            }
        }
        for (int part = 0; part < parts; part++) {
            List<Fault> rest = new ArrayList<>(faults.subList(0, begin(faults, part, parts)));
            rest.addAll(faults.subList(begin(faults, part + 1, parts), faults.size()));
            if (fails(rest)) {
                return rest;
            }
        }
        return faults;
    }

    private static int begin(List<Fault> faults, int part, int parts) {
        return (int) ((long) faults.size() * part / parts);
    }

    private boolean fails(List<Fault> faults) {
        if (tries == mostTries) {
            return false; // nobody knows, so it is not left out
        }
        tries++;
        return fails.test(new Schedule(faults));
    }
}
