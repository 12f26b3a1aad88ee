// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.shm.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The number of nodes that crash or pause and of partitions of the network, at random times of a span. Each lasts a
/// random time, too; then the node restarts or goes on, and the network is whole again.
///
/// @param withinNanos they begin before this time
/// @param lastingNanos none lasts longer
public record NodeFaults(int crashes, int pauses, int partitions, long withinNanos, long lastingNanos) {
    /// No such faults.
    public static final NodeFaults NONE = new NodeFaults(0, 0, 0, 1, 1);

    private static final long KEY = 0x6E6F64654661756CL;

    public NodeFaults {
        if (crashes < 0 || pauses < 0 || partitions < 0) {
            throw new IllegalArgumentException("crashes, pauses and partitions are 0 or more, not %d, %d and %d"
                    .formatted(crashes, pauses, partitions));
        }
        if (withinNanos < 1 || lastingNanos < 1) {
            throw new IllegalArgumentException("faults begin within 1 ns or more and last 1 ns or more, not %d and %d"
                    .formatted(withinNanos, lastingNanos));
        }
    }

    /// Draws them.
    /// @param nodes how many there are, 1 or more; with one the network cannot fall apart
    public List<Fault> draw(long seed, int nodes) {
        RandomDraws draws = new RandomDraws().begin(SplitMix64.of(seed, KEY));
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < crashes; i++) {
            int node = (int) draws.below(nodes);
            long nanos = draws.below(withinNanos);
            faults.add(new Fault.Crash(node, nanos, nanos + 1 + draws.below(lastingNanos)));
        }
        for (int i = 0; i < pauses; i++) {
            int node = (int) draws.below(nodes);
            long nanos = draws.below(withinNanos);
            faults.add(new Fault.Pause(node, nanos, nanos + 1 + draws.below(lastingNanos)));
        }
        for (int i = 0; i < partitions && nodes > 1; i++) {
            NodeSet group = group(draws, nodes);
            long nanos = draws.below(withinNanos);
            faults.add(new Fault.Partition(group, nanos, nanos + 1 + draws.below(lastingNanos)));
        }
        return faults;
    }

    /// Each node with an even chance, but neither all nor none.
    private static NodeSet group(RandomDraws draws, int nodes) {
        while (true) {
            int[] group = new int[nodes];
            int count = 0;
            for (int node = 0; node < nodes; node++) {
                if (draws.share() < 0.5) {
                    group[count++] = node;
                }
            }
            if (count > 0 && count < nodes) {
                return NodeSet.of(Arrays.copyOf(group, count));
            }
        }
    }
}
