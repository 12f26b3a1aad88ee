// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DirectCallerTest {
    private final Sum sum = new Sum();
    private final Setting setting = Setting.of(sum, Values.of(sum, Map.of())).withWindow(2);
    private final Payload payload = setting.payload();
    private final Caller caller = new DirectCaller(setting) {
        @Override
        public long call(int kind, long a, long b, Payload bytes) {
            return a + b;
        }
    };
    private final List<String> completed = new ArrayList<>();

    private int complete() {
        return caller.complete((slot, result) -> completed.add(slot + ": " + result));
    }

    @Test
    void whatIsIssuedIsCompleteAtOnceAndToldOnce() {
        caller.issue(1, 0, 10, 1, payload);
        caller.issue(0, 0, 20, 2, payload);

        assertEquals(2, complete());
        assertEquals(List.of("1: 11", "0: 22"), completed);
        assertEquals(0, complete());
    }

    @Test
    void noMoreIsIssuedThanTheWindowHolds() {
        assertTrue(caller.issue(0, 0, 1, 1, payload));
        assertTrue(caller.issue(1, 0, 1, 1, payload));
        assertFalse(caller.issue(0, 0, 1, 1, payload));

        complete();
        assertTrue(caller.issue(0, 0, 1, 1, payload));
    }
}
