// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import java.util.List;

/// A server that grants opens without calling anybody back.
public final class UncalledClients extends ConsistencyDeployment {
    private final RecordSet records;

    public UncalledClients(Day day, int nodes, RecordSet records) {
        this.records = records;
        super(day, nodes, records);
    }

    @Override
    CacheServer server(CacheTerms its, Disk kept, ConsistencyChecker checker, ServerCounts counter) {
        return new CacheServer(its, kept, checker, counter, records) {
            @Override
            List<CallBack> callBacks(Disk.Entry file, int client, boolean write) {
                return List.of();
            }
        };
    }
}
