// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.verify.Verification;
import dev.duality.workloads.verify.VerificationResult;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Tests beyond the kit, of a side that has two owners.
final class ReplicatedSideTest {
    private static Side side(Workload workload) {
        return Catalog.load(ReplicatedSideTest.class.getClassLoader()).side(workload, "messaging:ring-replicated");
    }

    private static Setting setting(Workload workload) {
        return Setting.of(workload, Values.of(workload, Map.of())).withWait(WaitStrategy.Kind.YIELD);
    }

    @Test
    void twoServersMoveFourLinesForAnOperation() {
        Workload sum = new Sum();

        assertEquals(2, side(sum).servers(setting(sum)));
        assertEquals(4, side(sum).lineTransfers());
    }

    @Test
    void severalOwnersAndTooManyOperationsUnderWayAreRefused() {
        Workload sum = new Sum();
        Setting setting = setting(sum);

        assertEquals(
                Optional.of("a state has one primary, which orders all operations; use 1 owner"),
                side(sum).rejects(setting.withOwners(2)));
        assertEquals(
                Optional.empty(), side(sum).rejects(setting.withWorkers(1024).withWindow(64)));
        assertEquals(
                Optional.of("1,024 clients with a window of 128 are more than the 65,536 operations that replicas know "
                        + "apart; use a smaller window"),
                side(sum).rejects(setting.withWorkers(1024).withWindow(128)));
    }

    /// A state whose second copy forgets every operation, but answers as it should.
    @Test
    @Timeout(60)
    void aBackUpWhoseCopyIsAnotherIsFoundOut() {
        AtomicInteger states = new AtomicInteger();
        Workload sloppy = new Sum() {
            @Override
            public Specification specification(Setting setting) {
                Specification state = super.specification(setting);
                boolean forgets = states.getAndIncrement() == 1;
                return new Specification() {
                    @Override
                    public long apply(int kind, long a, long b, Payload payload) {
                        return state.apply(kind, a, b, payload);
                    }

                    @Override
                    public long digest() {
                        return forgets ? 0 : state.digest();
                    }
                };
            }
        };

        VerificationResult.Failed failed = assertInstanceOf(
                VerificationResult.Failed.class,
                new Verification(sloppy, side(sloppy), setting(sloppy), 50, Thread::new).run());

        assertTrue(failed.reason().contains("the digest of the back-up is 0, "), failed::reason);
    }

    /// Far more operations than the logs keep, and as many under way as there may be.
    @Test
    @Timeout(60)
    void aFullWindowGoesRoundTheLogsManyTimes() {
        Workload sum = new Sum();
        Setting setting = setting(sum).withWindow(8);
        long[] results = new long[8];
        try (Kernel kernel = side(sum).open(setting)) {
            kernel.start(Thread::new);
            Caller caller = kernel.caller(0);
            Payload[] payloads = new Payload[8];
            for (int i = 0; i < 1000; i++) {
                for (int slot = 0; slot < 8; slot++) {
                    payloads[slot] = payloads[slot] == null ? setting.payload() : payloads[slot];
                    payloads[slot].stamp(1, Sum.BYTES);
                    assertTrue(caller.issue(slot, Sum.ADD, i, slot, payloads[slot]));
                }
                for (int done = 0, attempt = 0; done < 8; attempt++) {
                    int now = caller.complete((slot, result) -> results[slot] = result);
                    done += now;
                    if (now == 0) {
                        caller.idle(attempt);
                    }
                }
                for (int slot = 0; slot < 8; slot++) {
                    assertEquals(i + slot, results[slot]);
                    assertEquals(8L * i + slot + 1, payloads[slot].stamp());
                }
            }
            assertEquals(8000, caller.call(Sum.GET, 0, 0, payloads[0]));
            kernel.digest();
        }
    }
}
