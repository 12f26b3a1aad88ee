// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.workloads.Workload;
import dev.duality.workloads.WorkloadContract;
import java.util.List;
import java.util.Map;

final class CacheWorkloadTest implements WorkloadContract {
    private final CacheWorkload workload = new CacheWorkload();

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "600", "capacity", "8", "files", "4", "blocks", "4", "writes", "40"),
                Map.of("operations", "600", "capacity", "20", "payload", "512", "skew", "uniform", "files", "5"),
                Map.of("operations", "600", "capacity", "6", "payload", "8", "policy", "lru", "writes", "100"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }
}
