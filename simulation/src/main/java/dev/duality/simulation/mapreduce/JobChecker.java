// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

import dev.duality.shm.SplitMix64;
import dev.duality.simulation.protocol.CallTimes;
import dev.duality.workloads.mapreduce.KeyCounts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The content of the master's storage, and its invariants: which chunks are mapped and by whom, the partitions that
/// are reduced, and the output. The master alone writes it.
final class JobChecker {
    private final MasterProtocol.Plan plan;
    private final int[] holders; // of each chunk: a node, NOBODY if it has to be mapped
    private final long[] boots; // and which life of it
    private final int[] held; // how many chunks each node has
    private final byte[][] reduced; // of each partition; null until it is
    private final CallTimes times = new CallTimes();
    private byte[] output = {};
    private volatile boolean finished; // asked for by other threads, and last written
    private boolean split;
    private Optional<String> violation = Optional.empty();
    private long executions;
    private long backups;
    private long again;

    JobChecker(MasterProtocol.Plan plan) {
        this.plan = plan;
        this.holders = new int[plan.maps()];
        this.boots = new long[plan.maps()];
        this.held = new int[plan.nodes()];
        this.reduced = new byte[plan.reduces()][];
        Arrays.fill(holders, MasterKinds.NOBODY);
    }

    boolean isSplit() {
        return split;
    }

    void isSplitNow() {
        split = true;
    }

    int holder(int map) {
        return holders[map];
    }

    void mapped(int map, int by, long boot) {
        holders[map] = by;
        boots[map] = boot;
        held[by]++;
    }

    /// Whether a node has any chunk.
    boolean holds(int node) {
        return held[node] > 0;
    }

    /// Forgets who has a chunk, if that node has it, but for what a life of it has.
    /// @return whether it is lost
    boolean lost(int map, int node, long boot) {
        if (holders[map] != node || boots[map] == boot) {
            return false;
        }
        holders[map] = MasterKinds.NOBODY;
        held[node]--;
        again++;
        return true;
    }

    boolean isMapped(int map) {
        return holders[map] != MasterKinds.NOBODY;
    }

    boolean isReduced(int partition) {
        return reduced[partition] != null;
    }

    /// The first one counts; whoever does it again must come to the same.
    void reduced(int partition, byte[] records) {
        if (reduced[partition] == null) {
            reduced[partition] = records;
        } else if (!Arrays.equals(reduced[partition], records)) {
            violation = Optional.of("partition %d was reduced twice, to different records".formatted(partition));
        }
    }

    /// A worker was at a task for so long, its messages included, until the master heard that it is done.
    void took(long nanos) {
        times.add(nanos);
    }

    CallTimes times() {
        return times;
    }

    void executes() {
        executions++;
    }

    void backsUp() {
        backups++;
    }

    /// Merges the partitions into the output.
    void finish() {
        KeyCounts all = new KeyCounts(1024);
        for (byte[] records : reduced) {
            all.addRecords(records, 0, records.length);
        }
        output = all.output(plan.text().job());
        finished = true;
    }

    boolean finished() {
        return finished;
    }

    byte[] output() {
        return output;
    }

    Optional<String> violation() {
        return violation;
    }

    /// The output is that of a program that counts everything in one table, byte for byte.
    Optional<String> violationAtEnd() {
        byte[] expected = plan.text().counts().output(plan.text().job());
        int at = Arrays.mismatch(expected, output);
        return at < 0
                ? Optional.empty()
                : Optional.of("the output has %,d bytes and differs at byte %,d from the %,d that it should have"
                        .formatted(output.length, at, expected.length));
    }

    long digest() {
        long digest = output.length;
        for (byte b : output) {
            digest = SplitMix64.of(digest, b);
        }
        return digest;
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("tasks", (long) plan.maps() + plan.reduces());
        counts.put("executions", executions);
        counts.put("back-up tasks", backups);
        counts.put("maps lost", again);
        return counts;
    }
}
