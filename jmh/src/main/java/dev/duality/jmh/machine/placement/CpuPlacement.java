// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.placement;

import dev.duality.jmh.machine.placement.Topology.Cpu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The search behind [CpuPlan#of]. One placement is used once, by one thread.
final class CpuPlacement {
    /// A free CPU.
    /// @param sibling 0 for the first of its core, 1 for the second, …
    private record Seat(Cpu cpu, int sibling) {}

    private final List<Seat> free; // the best first

    private CpuPlacement(Topology topology) {
        Map<Integer, Integer> seen = new HashMap<>();
        List<Seat> seats = new ArrayList<>();
        for (Cpu cpu : topology.cpus()) {
            seats.add(new Seat(cpu, seen.merge(cpu.core(), 1, Integer::sum) - 1));
        }
        seats.sort(Comparator.comparingInt(Seat::sibling)
                .thenComparingInt(seat -> -seat.cpu().capacity())
                .thenComparingInt(seat -> seat.cpu().socket())
                .thenComparingInt(seat -> seat.cpu().cache())
                .thenComparingInt(seat -> seat.cpu().core())
                .thenComparingInt(seat -> seat.cpu().id()));
        free = seats;
    }

    static CpuPlan.Pinned place(Topology topology, int workers, int servers) {
        CpuPlacement placement = new CpuPlacement(topology);
        Integer[] workerCpus = new Integer[workers];
        Integer[] serverCpus = new Integer[servers];
        int groups = Math.max(servers, 1);
        for (int group = 0; group < groups; group++) {
            int[] members = IntStream.iterate(group, worker -> worker < workers, worker -> worker + groups)
                    .toArray();
            List<Cpu> cpus = placement.take(members.length + (servers == 0 ? 0 : 1));
            for (int i = 0; i < members.length; i++) {
                workerCpus[members[i]] = cpus.get(i).id();
            }
            if (servers > 0) {
                serverCpus[group] = cpus.getLast().id();
            }
        }
        return new CpuPlan.Pinned(Arrays.asList(workerCpus), Arrays.asList(serverCpus));
    }

    /// Takes `count` seats: those of one cache if it has as many that are no worse, else simply the best.
    private List<Cpu> take(int count) {
        List<Seat> best = free.subList(0, count);
        int sibling = best.getLast().sibling();
        int capacity =
                best.stream().mapToInt(seat -> seat.cpu().capacity()).min().orElseThrow();
        List<Seat> together = free.stream()
                .map(seat -> seat.cpu().cache())
                .distinct()
                .map(cache -> free.stream()
                        .filter(seat -> seat.cpu().cache() == cache)
                        .filter(seat -> seat.sibling() <= sibling && seat.cpu().capacity() >= capacity)
                        .limit(count)
                        .toList())
                .filter(seats -> seats.size() == count)
                .findFirst()
                .orElse(List.copyOf(best));
        free.removeAll(together);
        return together.stream().map(Seat::cpu).toList();
    }
}
