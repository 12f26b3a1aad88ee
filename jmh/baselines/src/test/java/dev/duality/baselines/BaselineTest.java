// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A comparison with queues that lose, repeat or tear would say nothing.
class BaselineTest {
    private static final int COUNT =
            3 * QueueAdapter.CAPACITY; // so that bounds are reached, and every index comes round
    private static final Duration LONGEST = Duration.ofSeconds(60);

    static Stream<Arguments> cases() {
        return Stream.of(Baseline.values())
                .flatMap(baseline -> Stream.of(8, 64, 1024, 8192).map(payload -> Arguments.of(baseline, payload)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyPayloadArrivesOnceInOrderAndWhole(Baseline baseline, int payload) {
        try (QueueAdapter adapter = baseline.open(1, payload, false)) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread sending = new Thread(() -> {
                QueueAdapter.Sender out = adapter.sender();
                for (long number = 1; number <= COUNT; number++) {
                    out.send(number);
                }
            });
            sending.setUncaughtExceptionHandler((_, e) -> thrown.set(e));
            sending.start();
            Assertions.assertTimeoutPreemptively(LONGEST, () -> receive(adapter, thrown));
            join(sending);
        }
    }

    private static void receive(QueueAdapter adapter, AtomicReference<Throwable> thrown) {
        QueueAdapter.Receiver in = adapter.receiver();
        for (long number = 1; number <= COUNT; number++) {
            while (in.poll(1) == 0) {
                Assertions.assertNull(thrown.get());
                Thread.yield();
            }
            assertEquals(number, in.last());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aBatchCountsWhatItTookAndEndsWithItsLast(Baseline baseline, int payload) {
        try (QueueAdapter adapter = baseline.open(1, payload, false)) {
            Thread sending = new Thread(() -> {
                QueueAdapter.Sender out = adapter.sender();
                for (long number = 1; number <= COUNT; number++) {
                    out.send(number);
                }
            });
            sending.start();
            Assertions.assertTimeoutPreemptively(LONGEST, () -> {
                QueueAdapter.Receiver in = adapter.receiver();
                for (long taken = 0; taken < COUNT; ) {
                    int count = in.poll(16);
                    assertTrue(count <= 16);
                    taken += count;
                    assertEquals(taken, in.last());
                    if (count == 0) {
                        Thread.yield();
                    }
                }
            });
            join(sending);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(LONGEST.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        assertFalse(thread.isAlive());
    }

    @Test
    void aTornPayloadIsSeen() {
        byte[] bytes = TouchedLines.apart(1024);
        TouchedLines.write(bytes, 1024, 7);
        assertEquals(7, TouchedLines.read(bytes, 1024));
        for (int line = 0; line < 1024; line += TouchedLines.LINE) {
            bytes[line]++;
            assertEquals(-1, TouchedLines.read(bytes, 1024));
            bytes[line]--;
        }
    }
}
