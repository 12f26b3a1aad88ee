// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// All that holds of [ParkWait], with words that the two parties reach by different addresses, and descriptors that the
/// kernel has given from one to the other, as processes do.
class EventfdParkingTest extends MappedWaitTest {
    @BeforeEach
    void hasEventfd() {
        Optional<String> reason = Eventfd.unavailableBetweenProcesses();
        assumeTrue(reason.isEmpty(), () -> reason.orElseThrow());
    }

    @Override
    WaitStrategy over(Region words, long longestNanos) {
        return EventfdParking.wait(words, 2, longestNanos);
    }

    @Override
    WaitStrategy over(Region words) {
        return EventfdParking.wait(words, 2);
    }

    /// As that of a timer that became due between two looks.
    @Test
    void aTimeThatIsOverIsNoSleep() {
        Eventfd calls = Eventfd.ofThisSystem();
        calls.sleep(calls.make(), -1);
    }

    @Test
    void aRingThatNobodyWaitedForWakesTheNextOnceAndNoMore() {
        Eventfd calls = Eventfd.ofThisSystem();
        Eventfd.Bell bell = calls.make();
        calls.ring(bell);
        calls.ring(bell);
        calls.sleep(bell, Long.MAX_VALUE);
        calls.sleep(bell, 1_000); // would come back at once and take a 1, were one left
        calls.ring(bell);
        calls.sleep(bell, Long.MAX_VALUE);
    }

    @Test
    void aProcessThatHasGoneIsRungByNobody() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();

        assertEquals(Optional.empty(), Eventfd.ofThisSystem().ofProcess(gone.pid(), 3));
    }

    @Test
    void whereNoProcessMayTraceAnotherThatIsToldInOneLine() {
        long root = 1L << 19;
        assertEquals(Optional.empty(), Eventfd.untraceable("", 0));
        assertEquals(Optional.empty(), Eventfd.untraceable("0", 0));
        assertEquals(Optional.empty(), Eventfd.untraceable("1", root));
        assertEquals(
                "no process may take an eventfd of its parent's, for /proc/sys/kernel/yama/ptrace_scope is 1;"
                        + " set it to 0, give CAP_SYS_PTRACE, or use --wait park",
                Eventfd.untraceable("1", 0).orElseThrow());
        assertTrue(Eventfd.untraceable("3", root).isPresent());
    }
}
