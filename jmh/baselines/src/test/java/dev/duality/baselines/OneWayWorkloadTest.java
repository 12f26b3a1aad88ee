// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import dev.duality.workloads.verify.Verification;
import dev.duality.workloads.verify.VerificationResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OneWayWorkloadTest implements WorkloadContract {
    private final OneWayWorkload workload = new OneWayWorkload();

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(Map.of("operations", "3000"), Map.of("operations", "200", "payload", "1000", "batch", "3"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(int workers) {
        return Setting.of(workload, Values.of(workload, Map.of("operations", "3000")))
                .withWorkers(workers);
    }

    @Test
    void severalSendersAreReceivedEachOnce() {
        for (Baseline baseline : List.of(Baseline.JCTOOLS_MPSC, Baseline.AGRONA_MANY, Baseline.DISRUPTOR_MANY)) {
            Side side = new ByHandSide(baseline, false, workload::open);

            assertEquals(
                    new VerificationResult.Agrees(6_000),
                    new Verification(workload, side, setting(3), 3_000, Thread::new).run(),
                    baseline.label());
        }
    }

    @Test
    void aQueueOfOneSenderRefusesTwo() {
        Side ring = new ByHandSide(Baseline.RING, false, workload::open);

        assertEquals(
                "by-hand:ring has 1 worker at most, not 2",
                ring.rejects(setting(2)).orElseThrow());
    }
}
