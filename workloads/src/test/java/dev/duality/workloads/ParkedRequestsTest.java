// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import org.junit.jupiter.api.Test;

class ParkedRequestsTest {
    private static final int TAKE = 1;
    private static final int BYTES = 24;

    /// Things that can be taken; `TAKE` of one that is gone waits.
    private static final class Things implements GuardedSpecification {
        private final boolean[] gone = new boolean[4];
        private int waits;

        @Override
        public boolean admits(int kind, long a, long b) {
            return kind != TAKE || !gone[(int) a];
        }

        @Override
        public void parked(int kind) {
            waits++;
        }

        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            gone[(int) a] = kind == TAKE;
            return 0;
        }

        @Override
        public long digest() {
            return 0;
        }
    }

    private final Things things = new Things();
    private final ParkedRequests parked = new ParkedRequests(things);

    private static Message take(int from, long sequence, int thing) {
        Message message = new Message(BYTES).set(TAKE, sequence, thing, 7);
        message.address(from, 9);
        return message;
    }

    private void next(int from, long sequence) {
        Message message = new Message(BYTES);
        assertTrue(parked.next(message));
        assertEquals(from, message.from());
        assertEquals(9, message.to());
        assertEquals(sequence, message.sequence());
        assertEquals(TAKE, message.kind());
        assertEquals(7, message.b());
        things.apply(TAKE, message.a(), 0, message.payload());
    }

    private void none() {
        assertFalse(parked.next(new Message(BYTES)));
    }

    @Test
    void whatIsAdmittedDoesNotWait() {
        assertFalse(parked.parks(take(1, 1, 0), 1));
        assertEquals(0, things.waits);
        none();
    }

    @Test
    void whoCameFirstIsNextAndTheOthersWaitOn() {
        things.gone[0] = true;
        assertTrue(parked.parks(take(3, 1, 0), 1));
        assertTrue(parked.parks(take(1, 5, 0), 5));
        assertTrue(parked.parks(take(2, 4, 0), 4));
        none();

        for (int[] client : new int[][] {{3, 1}, {1, 5}, {2, 4}}) {
            things.gone[0] = false;
            next(client[0], client[1]);
            none();
        }
        things.gone[0] = false;
        none();
        assertEquals(3, things.waits);
    }

    @Test
    void whoWaitsForOneThingKeepsNobodyFromAnother() {
        things.gone[0] = true;
        things.gone[1] = true;
        parked.parks(take(1, 1, 0), 1);
        parked.parks(take(2, 1, 1), 1);
        things.gone[1] = false;

        next(2, 1);
        none();
    }

    @Test
    void aRequestThatComesAgainWaitsOnce() {
        things.gone[0] = true;
        assertTrue(parked.parks(take(1, 1, 0), 1));
        assertTrue(parked.parks(take(1, 1, 0), 1));
        things.gone[0] = false;
        next(1, 1);
        things.gone[0] = false;

        none();
        assertEquals(1, things.waits);
    }

    /// The message of a request is its transport's as soon as its handler has returned.
    @Test
    void theBytesOfARequestOutliveItsMessage() {
        things.gone[0] = true;
        for (int stamp = 1; stamp <= 2; stamp++) {
            Message message = take(stamp, 1, 0);
            message.payload().stamp(stamp, 8 * (3 - stamp)); // the second one is shorter
            parked.parks(message, 1);
            message.payload().stamp(-1, BYTES);
        }
        Message found = new Message(BYTES);
        found.payload().stamp(99, BYTES);
        things.gone[0] = false;

        for (int stamp = 1; stamp <= 2; stamp++) {
            assertTrue(parked.next(found));
            assertEquals(8 * (3 - stamp), found.payload().length());
            assertEquals(stamp, found.payload().stamp());
        }
    }
}
