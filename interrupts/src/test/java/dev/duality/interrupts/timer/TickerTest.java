// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.interrupts.timer.TimerCalls.None;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TickerTest {
    private static final long PERIOD = 200_000;

    @Nested
    class WhereThereIsOne {
        @BeforeEach
        void thereIsOne() {
            assumeTrue(
                    Ticker.unavailable().isEmpty(), () -> Ticker.unavailable().orElseThrow());
        }

        @Test
        void ticksAreDueOnePeriodApart() {
            try (Ticker ticker = new Ticker(PERIOD)) {
                long first = ticker.next();
                for (int i = 1; i <= 50; i++) {
                    assertEquals(first + i * PERIOD, ticker.next());
                }
            }
        }

        /// If Java's clock were another one than the timer's, a tick would come before it was due on it.
        @Test
        void noTickComesBeforeItIsDueOnJavasClock() {
            try (Ticker ticker = new Ticker(PERIOD)) {
                for (int i = 0; i < 50; i++) {
                    long due = ticker.next();
                    assertTrue(System.nanoTime() - due >= 0);
                }
            }
        }

        @Test
        void ticksThatWereMissedAreMadeUpForAndCounted() {
            try (Ticker ticker = new Ticker(PERIOD)) {
                long first = ticker.next();
                while (System.nanoTime() - first < 5 * PERIOD) {
                    Thread.onSpinWait();
                }
                for (int i = 1; i <= 5; i++) {
                    assertEquals(first + i * PERIOD, ticker.next());
                }
                assertTrue(ticker.missed() >= 4, () -> ticker.missed() + " missed");
            }
        }

        @Test
        void ticksCanBeLeftOut() {
            try (Ticker ticker = new Ticker(PERIOD)) {
                long first = ticker.next();

                assertEquals(3, ticker.skipUntil(first + 3 * PERIOD + 1));
                assertEquals(first + 4 * PERIOD, ticker.next());
            }
        }

        @Test
        void closingTwiceIsClosingOnce() {
            Ticker ticker = new Ticker(PERIOD);
            ticker.close();
            ticker.close();
        }

        @Test
        void whatTheKernelRefusesIsReportedWithItsNumber() {
            LinuxTimerCalls calls = (LinuxTimerCalls) TimerCalls.find();
            int bad = -1;

            assertEquals(
                    "the kernel refused timerfd_settime: Bad file descriptor (errno 9)",
                    assertThrows(IllegalStateException.class, () -> calls.start(bad, 1, 1))
                            .getMessage());
            assertEquals(
                    "the kernel refused close of a timer: Bad file descriptor (errno 9)",
                    assertThrows(IllegalStateException.class, () -> calls.close(bad))
                            .getMessage());
        }
    }

    @Test
    void elsewhereItIsSaidWhyThereIsNone() {
        None none = assertInstanceOf(None.class, TimerCalls.Found.look("Windows 11"));

        assertEquals("timerfd is Linux's, and this is Windows 11; use source=synthetic", none.reason());
    }

    @Test
    void aPeriodOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Ticker(0));
    }
}
