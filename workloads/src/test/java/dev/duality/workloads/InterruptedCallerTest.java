// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.catalog.Catalog;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A call that an interrupt ends has its operation under way: were the caller asked again, it would take the reply to
/// the first for that to the second, and the second would not happen.
class InterruptedCallerTest {
    @ParameterizedTest
    @CsvSource({
        "counter,   shm:mailbox,             1",
        "counter,   shm:mailbox,             4",
        "counter,   shm:delegation,          1",
        "counter,   messaging:ring,          1",
        "counter,   messaging:ring,          4",
        "counter,   messaging:ring-replicated, 4",
        "echo,      shm:line,                1",
        "echo,      shm:ring,                1",
        "interrupt, shm:pending,             1",
        "interrupt, messaging:jctools-spsc,  1",
    })
    @Timeout(60)
    void aCallerThatAnInterruptHasEndedRefusesEverythingAndSaysSo(String name, String substrate, int window) {
        Catalog catalog = Catalog.load(getClass().getClassLoader());
        Workload workload = catalog.workload(name);
        Side side = catalog.side(workload, substrate);
        Setting setting = Setting.of(workload, Values.of(workload, Map.of()))
                .withWorkers(1)
                .withWindow(window)
                .withWait(WaitStrategy.Kind.YIELD);
        Script script = workload.script(setting, 0);
        try (Kernel kernel = side.open(setting)) { // whose servers nobody has started, so that no reply comes
            Caller caller = kernel.caller(0);
            Payload payload = setting.payload();
            script.load(0, payload);
            Thread.currentThread().interrupt();
            assertThrows(WaitStrategy.Interrupted.class, () -> call(caller, script, payload));

            // Still interrupted, so that a caller that forgot it does not wait for ever.
            String said = assertThrows(IllegalStateException.class, () -> call(caller, script, payload))
                    .getMessage();
            assertEquals(Caller.ended().getMessage(), said);
            assertEquals(
                    said,
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> caller.issue(0, script.kind(0), script.a(0), script.b(0), payload))
                            .getMessage());
            assertTrue(Thread.interrupted());
        } finally {
            Thread.interrupted(); // or the next test would begin with it
        }
    }

    private static long call(Caller caller, Script script, Payload payload) {
        return caller.call(script.kind(0), script.a(0), script.b(0), payload);
    }
}
