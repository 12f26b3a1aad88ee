// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.placement;

import dev.duality.jmh.machine.Numbers;
import dev.duality.results.Machine;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The CPUs of a cell's threads, decided before any of them starts.
public sealed interface CpuPlan {
    /// Each thread has a CPU of its own.
    ///
    /// @param workers the CPU of each worker
    /// @param servers the CPU of each server
    record Pinned(List<Integer> workers, List<Integer> servers) implements CpuPlan {
        public Pinned {
            workers = List.copyOf(workers);
            servers = List.copyOf(servers);
        }
    }

    /// More threads than the machine runs at the same time: nobody is pinned, and what is measured is the scheduler.
    ///
    /// @param threads workers and servers together
    /// @param cores allowed CPUs, or the quota if that is less
    record Oversubscribed(int threads, double cores) implements CpuPlan {}

    /// The system does not say which CPUs there are, so nobody is pinned.
    record Unknown() implements CpuPlan {}

    /// Plans as the other `of` does, and says "oversubscribed" also where the CPUs are not known by their numbers.
    ///
    /// @param machine knows the allowed CPUs, the quota, and how many cores there are
    /// @param topology of the machine's allowed CPUs
    static CpuPlan of(Machine machine, Topology topology, int workers, int servers) {
        CpuPlan plan = of(topology, machine.quotaCores(), workers, servers);
        return plan instanceof Unknown && workers + servers > machine.usableCores()
                ? new Oversubscribed(workers + servers, machine.usableCores())
                : plan;
    }

    /// Spreads the threads over distinct cores first and over SMT siblings last, fast cores before slow ones, each
    /// server beside its workers (same last level cache) where they fit. Worker `i` belongs to server `i % servers`.
    /// A pure function: the same machine and the same numbers give the same plan.
    ///
    /// @param topology the allowed CPUs only; empty if they are not known
    /// @param quotaCores CPU time that a control group grants, in cores; `0` for no limit
    /// @param workers 1 or more
    /// @param servers 0 or more
    static CpuPlan of(Topology topology, double quotaCores, int workers, int servers) {
        if (workers < 1 || servers < 0) {
            throw new IllegalArgumentException("workers is " + workers + " and servers is " + servers
                    + ", but there must be at least 1 worker and 0 servers");
        }
        int cpus = topology.cpus().size();
        if (cpus == 0) {
            return new Unknown();
        }
        double cores = quotaCores > 0 ? Math.min(quotaCores, cpus) : cpus;
        if (workers + servers > cores) {
            return new Oversubscribed(workers + servers, cores);
        }
        return CpuPlacement.place(topology, workers, servers);
    }

    /// The CPU to pin worker `index` to; empty if it is not to be pinned.
    default OptionalInt worker(int index) {
        return this instanceof Pinned plan ? OptionalInt.of(plan.workers().get(index)) : OptionalInt.empty();
    }

    /// The CPU to pin server `index` to; empty if it is not to be pinned.
    default OptionalInt server(int index) {
        return this instanceof Pinned plan ? OptionalInt.of(plan.servers().get(index)) : OptionalInt.empty();
    }

    /// A CPU that none of its threads has: on a core of its own before a sibling of one that is used, and beside the
    /// first worker's last level cache before another. Empty if all are used, or it is not known which are.
    /// @param topology that it was planned for
    default OptionalInt spare(Topology topology) {
        if (!(this instanceof Pinned pinned)) {
            return OptionalInt.empty();
        }
        Set<Integer> used = new HashSet<>(pinned.workers());
        used.addAll(pinned.servers());
        Set<Integer> cores = new HashSet<>();
        Set<Integer> caches = new HashSet<>();
        for (Topology.Cpu cpu : topology.cpus()) {
            if (used.contains(cpu.id())) {
                cores.add(cpu.core());
            }
            if (cpu.id() == pinned.workers().getFirst()) {
                caches.add(cpu.cache());
            }
        }
        return topology.cpus().stream()
                .filter(cpu -> !used.contains(cpu.id()))
                .sorted(Comparator.comparing((Topology.Cpu cpu) -> cores.contains(cpu.core()))
                        .thenComparing(cpu -> !caches.contains(cpu.cache())))
                .mapToInt(Topology.Cpu::id)
                .findFirst();
    }

    /// One line for the user.
    static String line(CpuPlan plan) {
        return switch (plan) {
            case Pinned(List<Integer> workers, List<Integer> servers) ->
                "workers on CPU " + workers + (servers.isEmpty() ? "" : ", servers on CPU " + servers);
            case Oversubscribed(int threads, double cores) ->
                "oversubscribed: " + threads + " threads on " + Numbers.text(cores) + " cores, not pinned";
            case Unknown() -> "not pinned: the system does not say which CPUs there are";
        };
    }
}
