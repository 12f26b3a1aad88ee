// SPDX-License-Identifier: Apache-2.0
package org.example.ledger;

import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.util.List;
import java.util.Map;

class LedgerTest implements WorkloadContract {
    @Override
    public Workload workload() {
        return new Ledger();
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(Map.of("operations", "600"), Map.of("operations", "600", "accounts", "3"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }
}
