// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import org.junit.jupiter.api.Test;

final class OperationLogTest {
    private static final int BYTES = 100;

    /// Operations whose every part is made of their position; each fifth has no payload.
    private static OperationLog log(int keeps, int operations) {
        OperationLog log = new OperationLog(keeps);
        for (int i = 1; i <= operations; i++) {
            Payload payload = new Payload(BYTES);
            payload.stamp(i, i % 5 == 0 ? 0 : 1 + i % BYTES);
            assertEquals(i, log.add(i % 256, i % 7, 10L * i, -i, payload));
        }
        return log;
    }

    private static void assertKept(OperationLog log, int position) {
        Message message = new Message(BYTES);
        log.write(position, 3, message);
        Payload expected = new Payload(BYTES);
        expected.stamp(position, position % 5 == 0 ? 0 : 1 + position % BYTES);

        assertEquals(position % 256, message.kind());
        assertEquals(Label.ofOperation(position % 7, position, 3), message.sequence());
        assertEquals(10L * position, message.a());
        assertEquals(-position, message.b());
        assertEquals(expected.length(), message.payload().length());
        assertEquals(expected.checksum(), message.payload().checksum());
    }

    @Test
    void everyOperationIsKeptWhereAReplicaMayBeginAnew() {
        OperationLog log = log(OperationLog.ALL, 1000);

        for (int position = 1; position <= 1000; position++) {
            assertKept(log, position);
        }
    }

    @Test
    void theLastOperationsAreKeptWhereNobodyCrashes() {
        OperationLog log = log(100, 1000);

        for (int position = 1000; position > 900; position--) {
            assertKept(log, position);
        }
        Message message = new Message(BYTES);
        assertThrows(IllegalStateException.class, () -> log.write(1000 - 128, 3, message));
    }

    @Test
    void oneIsKeptAtLeast() {
        assertKept(log(1, 9), 9);
    }
}
