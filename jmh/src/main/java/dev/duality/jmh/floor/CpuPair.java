// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.floor;

import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.CpuPlan;
import dev.duality.jmh.machine.placement.CpuPlan.Pinned;
import dev.duality.jmh.machine.placement.Topology;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Two CPUs between which the floor is measured, and two threads that do something there at the same time.
final class CpuPair {
    private static final int TWO = 2;

    private final List<Integer> cpus; // two, or none if threads cannot be pinned
    private final Affinity affinity;

    private CpuPair(List<Integer> cpus, Affinity affinity) {
        this.cpus = cpus;
        this.affinity = affinity;
    }

    /// The pair of a cell: its first worker and its first server, or its first two workers. A thread that is alone is
    /// paired with the neighbour that it would have; a cell whose threads are not pinned, with the machine's best pair.
    /// @param plan of the cell
    /// @param quotaCores CPU time that a control group grants, in cores; 0 for no limit
    /// @return empty where two threads cannot run at once, or nobody knows where
    static Optional<CpuPair> of(CpuPlan plan, Topology topology, double quotaCores, Affinity affinity) {
        return cpus(plan, topology, quotaCores).map(cpus -> new CpuPair(cpus, affinity));
    }

    /// Two threads anywhere, for a machine that does not say which CPUs it has.
    static CpuPair anywhere(Affinity affinity) {
        return new CpuPair(List.of(), affinity);
    }

    static Optional<List<Integer>> cpus(CpuPlan plan, Topology topology, double quotaCores) {
        if (!(CpuPlan.of(topology, quotaCores, 1, 1) instanceof Pinned best)) {
            return Optional.empty();
        }
        List<Integer> ofBest = List.of(best.workers().getFirst(), best.servers().getFirst());
        if (!(plan instanceof Pinned pinned)) {
            return Optional.of(ofBest);
        }
        int first = pinned.workers().getFirst();
        if (!pinned.servers().isEmpty()) {
            return Optional.of(List.of(first, pinned.servers().getFirst()));
        }
        if (pinned.workers().size() >= TWO) {
            return Optional.of(pinned.workers().subList(0, TWO));
        }
        return Optional.of(List.of(first, ofBest.getFirst() == first ? ofBest.getLast() : next(topology, first)));
    }

    /// The CPU after it, and after the last the first.
    private static int next(Topology topology, int cpu) {
        int count = topology.cpus().size();
        int at = IntStream.range(0, count)
                .filter(i -> topology.cpus().get(i).id() == cpu)
                .findFirst()
                .orElse(-1);
        return topology.cpus().get((at + 1) % count).id();
    }

    /// The two CPUs; empty if the threads are not pinned.
    List<Integer> cpus() {
        return cpus;
    }

    /// Runs both at once, and returns when both have ended.
    /// @throws IllegalStateException if the calling thread is interrupted meanwhile
    void run(Runnable asking, Runnable answering) {
        Thread second = thread(1, answering, "floor-answer");
        Thread first = thread(0, asking, "floor-ask");
        second.start();
        first.start();
        try {
            first.join();
            second.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the floor was measured", e);
        }
    }

    private Thread thread(int index, Runnable task, String name) {
        Thread thread = new Thread(
                () -> {
                    cpu(index).ifPresent(affinity::pin);
                    task.run();
                },
                name);
        thread.setDaemon(true);
        return thread;
    }

    private OptionalInt cpu(int index) {
        return cpus.isEmpty() ? OptionalInt.empty() : OptionalInt.of(cpus.get(index));
    }
}
