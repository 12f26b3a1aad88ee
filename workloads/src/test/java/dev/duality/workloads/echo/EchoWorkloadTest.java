// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.workloads.Caller;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EchoWorkloadTest implements WorkloadContract {
    private final EchoWorkload workload = new EchoWorkload();

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "500"),
                Map.of("operations", "300", "request", "1000"),
                Map.of("operations", "300", "reply", "4096"),
                Map.of("operations", "300", "request", "100", "reply", "68"),
                Map.of("operations", "300", "request", "3", "reply", "5"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(int request, int reply) {
        return Setting.of(
                workload,
                Values.of(
                        workload,
                        Map.of(
                                "operations",
                                "2",
                                "request",
                                Integer.toString(request),
                                "reply",
                                Integer.toString(reply))));
    }

    private Side side(String substrate) {
        return workload.sides().stream()
                .filter(side -> side.substrate().equals(substrate))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEchoGivesItsNumberBackAndWritesEveryLineOfItsReply() {
        Setting setting = setting(8, 200);
        Payload payload = setting.payload();
        payload.stamp(3, 8);

        assertEquals(7, workload.specification(setting).apply(EchoWorkload.ECHO, 7, 0, payload));
        assertEquals(200, payload.length());
        assertEquals(7, payload.stamp());
    }

    @Test
    void everyLineOfARequestShowsInTheDigest() {
        Setting setting = setting(200, 0);
        Specification one = workload.specification(setting);
        Specification other = workload.specification(setting);
        Payload payload = setting.payload();
        payload.stamp(3, 200);
        one.apply(EchoWorkload.ECHO, 0, 0, payload);
        payload.stamp(3, 200);
        payload.bytes()[192]++; // the last line

        other.apply(EchoWorkload.ECHO, 0, 0, payload);

        assertNotEquals(one.digest(), other.digest());
    }

    @Test
    void aReplyThatIsNotItsOwnIsAViolation() {
        Setting setting = setting(0, 0);
        List<Script> scripts = List.of(workload.script(setting, 0));
        Specification state = workload.specification(setting);

        assertEquals(
                Optional.empty(),
                workload.violation(new FinalState(setting, scripts, List.of(new long[] {0, 1}), 0, state)));
        assertEquals(
                Optional.of("worker 0: #1 kind 0 (1, 0) came back as 0"),
                workload.violation(new FinalState(setting, scripts, List.of(new long[] {0, 0}), 0, state)));
    }

    @Test
    void aLineIsRefusedDataAndPairsAreRefusedMoreThanOneOfAnything() {
        assertEquals(
                Optional.of("shm:line carries a number and no data; use request=0 and reply=0, or shm:ring"),
                side("shm:line").rejects(setting(0, 8)));
        assertEquals(
                Optional.of("shm:ring is between two threads; use 1 worker"),
                side("shm:ring").rejects(setting(0, 8).withWorkers(2)));
        assertEquals(
                Optional.of("shm:ring has one operation under way; use a window of 1"),
                side("shm:ring").rejects(setting(0, 8).withWindow(4)));
        assertEquals(Optional.empty(), side("shm:line").rejects(setting(0, 0)));
    }

    @Test
    void whatWorkerAndServerOfALineWriteLiesApart() {
        HeapRegion[] memory = new HeapRegion[1];
        LineSide.LineKernel kernel = LineSide.open(setting(0, 0), layout -> memory[0] = new HeapRegion(layout.bytes()));
        Caller caller = kernel.caller(0);
        PairKernel.Server server = kernel.server();

        Set<Long> asked =
                RegionBytes.pairsChanged(memory[0], () -> caller.issue(0, EchoWorkload.ECHO, 5, 0, new Payload(0)));
        Set<Long> answered = RegionBytes.pairsChanged(memory[0], server::poll);

        assertFalse(asked.isEmpty() || answered.isEmpty());
        assertTrue(asked.stream().noneMatch(answered::contains), () -> asked + " and " + answered);
    }

    @Test
    void anOperationUnderWayKeepsThePairBusyUntilItIsComplete() {
        LineSide.LineKernel kernel = LineSide.open(setting(0, 0), layout -> new HeapRegion(layout.bytes()));
        Caller caller = kernel.caller(0);
        PairKernel.Server server = kernel.server();
        long[] got = {-1, -1};

        assertTrue(caller.issue(3, EchoWorkload.ECHO, 5, 0, new Payload(0)));
        assertFalse(caller.issue(4, EchoWorkload.ECHO, 6, 0, new Payload(0)));
        assertEquals(0, caller.complete((_, _) -> {}));
        assertTrue(server.poll());
        assertFalse(server.poll());
        assertEquals(1, caller.complete((slot, result) -> {
            got[0] = slot;
            got[1] = result;
        }));
        assertEquals(List.of(3L, 5L), List.of(got[0], got[1]));
    }

    @Test
    void aKernelThatWasNeverStartedCloses() {
        try (Kernel kernel = side("shm:ring").open(setting(0, 8))) {
            assertEquals(0, kernel.digest());
            assertEquals(Map.of("failed polls", 0L), kernel.counts());
        }
    }
}
