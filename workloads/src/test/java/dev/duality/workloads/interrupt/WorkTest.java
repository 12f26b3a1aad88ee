// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import org.junit.jupiter.api.Test;

class WorkTest {
    private static final Payload NONE = new Payload(0);

    @Test
    void eachStepMixesTheResultOnceMore() {
        long before = new Work(6).handle(0, 1, 2, NONE);

        assertEquals(SplitMix64.of(before), new Work(7).handle(0, 1, 2, NONE));
    }

    @Test
    void theResultDependsOnTheResultBeforeAndOnTheCause() {
        long result = new Work(3).handle(0, 1, 2, NONE);

        assertNotEquals(result, new Work(3).handle(0, 5, 2, NONE));
        assertNotEquals(result, new Work(3).handle(0, 1, 5, NONE));
    }

    @Test
    void theResultDependsOnEveryLineOfThePayload() {
        Payload payload = new Payload(200);
        payload.stamp(9, 200);
        long result = new Work(0).handle(0, 1, 2, payload);

        for (int at = 0; at < 200; at += 64) {
            payload.bytes()[at]++;
            assertNotEquals(result, new Work(0).handle(0, 1, 2, payload), "line at " + at);
            payload.bytes()[at]--;
        }
    }
}
