// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.duality.jmh.machine.placement.Pinning.Pinned;
import dev.duality.jmh.machine.placement.Pinning.Unpinned;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AffinityTest {
    private final Affinity affinity = Affinity.ofThisMachine();

    /// Each test pins a thread of its own, so that the one of the test stays free.
    private static void inAThread(Runnable body) throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(body);
        thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
        thread.start();
        thread.join();
        assertEquals(List.of(), failures);
    }

    @Test
    void aPinnedThreadRunsOnItsCpu() throws InterruptedException {
        assumeFalse(affinity.allowed().isEmpty(), "nothing to pin to");
        for (int cpu : affinity.allowed()) {
            inAThread(() -> {
                switch (affinity.pin(cpu)) {
                    case Pinned(int pinned) -> {
                        assertEquals(cpu, pinned);
                        assertEquals(OptionalInt.of(cpu), affinity.current());
                    }
                    case Unpinned(String reason) -> assertFalse(reason.isBlank()); // a sandbox may refuse
                }
            });
        }
    }

    @Test
    void aReleasedThreadCanBePinnedElsewhere() throws InterruptedException {
        assumeFalse(affinity.allowed().isEmpty(), "nothing to pin to");
        inAThread(() -> {
            Pinning first = affinity.pin(affinity.allowed().getFirst());
            affinity.release();
            assertEquals(
                    first.getClass(), affinity.pin(affinity.allowed().getLast()).getClass());
        });
    }

    @Test
    void theAllowedCpusDoNotDependOnWhoAsks() throws InterruptedException {
        assumeFalse(affinity.allowed().isEmpty(), "nothing to pin to");
        inAThread(() -> {
            affinity.pin(affinity.allowed().getFirst());
            assertEquals(affinity.allowed(), Affinity.ofThisMachine().allowed());
        });
    }

    @Test
    void aCpuThatIsNotAllowedIsAnAnswer() {
        Unpinned answer = assertInstanceOf(Unpinned.class, affinity.pin(100_000));

        assertFalse(answer.reason().isBlank());
    }

    @Test
    void aNegativeCpuIsASlip() {
        assertThrows(IllegalArgumentException.class, () -> affinity.pin(-1));
        assertThrows(IllegalArgumentException.class, () -> new NoAffinity("it is a test").pin(-1));
    }

    @Test
    void withoutTheMeansEverythingAnswersAndNothingIsDone() {
        Affinity none = new NoAffinity("it is a test");

        none.release();
        assertEquals(new Unpinned("it is a test"), none.pin(0));
        assertEquals("not pinned: it is a test", Pinning.line(none.pin(0)));
        assertEquals(OptionalInt.empty(), none.current());
        assertTrue(none.allowed().isEmpty());
    }
}
