// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.messaging.ring.RingTransport;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.table.TableWorkload;
import java.util.List;
import java.util.Map;

/// Figure 11 of David, Guerraoui, Trigonakis, SOSP 2013: a hash table with a lock for each bucket, the best of three,
/// beside messages to owners, one in three threads. Values are short enough that a message is one line, as theirs was.
final class TableCrossing {
    private static final int OPERATIONS = 400; // of each worker
    private static final List<String> LOCKS =
            List.of("shm:bucket-lock", "shm:bucket-lock-ticket", "shm:bucket-lock-mcs");

    private final TableWorkload table = new TableWorkload();
    private final MulticoreRun run;
    private final Values values;

    TableCrossing(MachineSpec spec, int buckets) {
        this.run = new MulticoreRun(spec, table, List.of(new RingTransport()), OPERATIONS, 0);
        this.values = Values.of(
                table, Map.of("buckets", Integer.toString(buckets), "entries", "12", "payload", "24", "read", "80"));
    }

    private double perSecond(String substrate, int workers, int owners) {
        return run.of(substrate, Setting.of(table, values).withWorkers(workers).withOwners(owners))
                .perSecond();
    }

    /// The ratio of the operations by messages to those by the best lock, with so many threads in all.
    /// @param threads a multiple of 3
    double messagesOverLocks(int threads) {
        double locks = LOCKS.stream()
                .mapToDouble(lock -> perSecond(lock, threads, 1))
                .max()
                .orElseThrow();
        int owners = threads / 3;
        return perSecond("messaging:ring", threads - owners, owners) / locks;
    }
}
