// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How thorough a run is when nobody says more.
public enum Preset {
    /// The substrates that matter, every core in use once, done in three minutes on two cores.
    QUICK(Duration.ofSeconds(160), 3),
    /// All substrates, more threads, windows of 1 and 16, five forks.
    STANDARD(Duration.ofMinutes(20), 5),
    /// Everything, windows of 1, 4, 16 and 64, more threads than cores too, ten forks.
    FULL(Duration.ofMinutes(90), 10);

    private static final Set<String> MINOR = Set.of(
            "shm:lock-ticket",
            "shm:lock-mcs",
            "shm:lock-synchronized",
            "shm:lock-reentrant",
            "shm:lock-stamped",
            "shm:delegation",
            "shm:seqlock",
            "messaging:jctools-mpsc",
            "messaging:jctools-mpmc",
            "messaging:juc-ltq");

    /// Workloads that a quick run does not measure unless they are named.
    private static final Set<String> MINOR_WORKLOADS = Set.of("lines");

    /// What a workload of ours says no more with than the others do: two forks of each cell must fit into the time.
    private static final Map<String, Set<String>> LEFT_OUT = Map.of(
            "shm:mailbox", Set.of("counter", "cache", "interrupt"),
            "messaging:juc-abq", Set.of("cache", "interrupt"),
            "messaging:chronicle", Set.of("counter", "interrupt"));

    private final Duration budget;
    private final int forks;

    Preset(Duration budget, int forks) {
        this.budget = budget;
        this.forks = forks;
    }

    /// The name as users write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// How long a run should take when nobody says.
    public Duration budget() {
        return budget;
    }

    /// How often each cell is forked if the budget allows.
    public int forks() {
        return forks;
    }

    /// How many operations a worker has under way; more than one only where something can be under way.
    public List<Integer> windows() {
        return switch (this) {
            case QUICK -> List.of(1);
            case STANDARD -> List.of(1, 16);
            case FULL -> List.of(1, 4, 16, 64);
        };
    }

    /// Whether a workload is measured when nobody names one.
    boolean includes(String workload) {
        return this != QUICK || !MINOR_WORKLOADS.contains(workload);
    }

    /// Whether a side is measured when nobody names it.
    boolean includes(String workload, String substrate) {
        if (this != QUICK) {
            return true;
        }
        return !MINOR.contains(substrate)
                && !LEFT_OUT.getOrDefault(substrate, Set.of()).contains(workload);
    }

    /// The totals of threads, workers and servers together, at which sides are compared.
    Set<Integer> totals(int cores) {
        Set<Integer> totals = new TreeSet<>();
        totals.add(2);
        int most = this == QUICK ? Math.min(cores, 4) : this == STANDARD ? cores : 2 * cores;
        for (int total = 4; total <= most; total *= 2) {
            totals.add(total);
        }
        return totals;
    }
}
