// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.cell.Collector;
import dev.duality.jmh.cell.Neighbour;
import dev.duality.jmh.cell.Surroundings;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A part of a preset's plan: one workload, where it runs, and with what.
///
/// @param workload what is measured
/// @param named the workloads that a user names to get this part: itself, or those whose gap it is a step of
/// @param substrates on what, or `by-hand` for all of a side; empty for all that the preset includes
/// @param values parameters that are set, one cell for each; what a user sets goes before
/// @param waits how everybody waits; empty for the planner's choice
/// @param workers how many there are; empty for the preset's totals of threads
/// @param windows how many operations each has under way where one can have several; empty for the preset's
/// @param threadsAnOwner one of so many threads owns a part of the state, where it comes apart and nobody says more;
///     [#ONE_OWNER] for one of all
/// @param around the collectors and neighbours it is measured with; what is empty is what users say
public record Part(
        String workload,
        Set<String> named,
        List<String> substrates,
        List<Map<String, String>> values,
        List<Waiting> waits,
        List<Integer> workers,
        List<Integer> windows,
        int threadsAnOwner,
        Surroundings.Choice around) {
    /// However many threads there are.
    static final int ONE_OWNER = 0;

    public Part {
        named = Set.copyOf(named);
        substrates = List.copyOf(substrates);
        values = List.copyOf(values);
        waits = List.copyOf(waits);
        workers = List.copyOf(workers);
        windows = List.copyOf(windows);
    }

    /// All of a workload, as the preset has it.
    static Part of(String workload) {
        return new Part(
                workload,
                Set.of(workload),
                List.of(),
                List.of(Map.of()),
                List.of(),
                List.of(),
                List.of(),
                ONE_OWNER,
                Surroundings.Choice.NONE);
    }

    Part on(String... names) {
        return new Part(workload, named, List.of(names), values, waits, workers, windows, threadsAnOwner, around);
    }

    Part aStepOf(String... workloads) {
        return new Part(
                workload, Set.of(workloads), substrates, values, waits, workers, windows, threadsAnOwner, around);
    }

    /// With one parameter, or with one more, at each of these values.
    Part with(String parameter, Object... each) {
        List<Map<String, String>> crossed = new ArrayList<>();
        for (Map<String, String> old : values) {
            for (Object value : each) {
                Map<String, String> set = new LinkedHashMap<>(old);
                set.put(parameter, value.toString());
                crossed.add(set);
            }
        }
        return new Part(workload, named, substrates, crossed, waits, workers, windows, threadsAnOwner, around);
    }

    /// With one parameter at each of these values, whatever it was before.
    Part swept(String parameter, List<String> each) {
        List<Map<String, String>> others = values.stream()
                .map(old -> {
                    Map<String, String> rest = new LinkedHashMap<>(old);
                    rest.remove(parameter);
                    return rest;
                })
                .distinct()
                .toList();
        return new Part(workload, named, substrates, others, waits, workers, windows, threadsAnOwner, around)
                .with(parameter, each.toArray());
    }

    Part waiting(WaitStrategy.Kind... kinds) {
        return waiting(Arrays.stream(kinds).map(Waiting::of).toList());
    }

    Part waiting(List<Waiting> ways) {
        return new Part(workload, named, substrates, values, ways, workers, windows, threadsAnOwner, around);
    }

    Part withOneWorker() {
        return withWorkers(1);
    }

    Part withWorkers(Integer... each) {
        return new Part(workload, named, substrates, values, waits, List.of(each), windows, threadsAnOwner, around);
    }

    Part withWindows(Integer... each) {
        return new Part(workload, named, substrates, values, waits, workers, List.of(each), threadsAnOwner, around);
    }

    /// With one owner for so many threads, itself among them.
    Part withAnOwnerIn(int threads) {
        return new Part(workload, named, substrates, values, waits, workers, windows, threads, around);
    }

    /// By each of these collectors.
    Part by(Collector... collectors) {
        return within(new Surroundings.Choice(List.of(collectors), around.neighbours()));
    }

    /// With each of these beside.
    Part beside(Neighbour... neighbours) {
        return within(new Surroundings.Choice(around.collectors(), List.of(neighbours)));
    }

    private Part within(Surroundings.Choice choice) {
        return new Part(workload, named, substrates, values, waits, workers, windows, threadsAnOwner, choice);
    }

    /// The number of owners among so many threads.
    int owners(int threads) {
        return threadsAnOwner == ONE_OWNER ? 1 : Math.max(1, threads / threadsAnOwner);
    }

    /// The part that is left of it for somebody who asked for so much; empty if nothing is.
    Optional<Part> narrowed(Request request) {
        if (!request.workloads().isEmpty() && named.stream().noneMatch(request.workloads()::contains)) {
            return Optional.empty();
        }
        List<Waiting> ways = waits.isEmpty() || request.waits().isEmpty()
                ? waits
                : waits.stream().filter(request.waits()::contains).toList();
        return ways.isEmpty() && !waits.isEmpty()
                ? Optional.empty()
                : around.narrowed(request.around())
                        .map(left -> new Part(
                                workload, named, substrates, values, ways, workers, windows, threadsAnOwner, left));
    }

    /// Whether a substrate is the one that was asked for, or one of all of a side.
    public static boolean matches(String asked, String substrate) {
        return substrate.equals(asked) || substrate.startsWith(asked + ":");
    }

    /// Whether it runs there.
    boolean includes(String substrate) {
        return substrates.isEmpty() || substrates.stream().anyMatch(one -> matches(one, substrate));
    }
}
