// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.cell.Collector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CollectorProbeTest {
    @Test
    void aCollectorThatThisJvmHasIsAvailable() {
        assertEquals(Optional.empty(), CollectorProbe.unavailable(List.of(Collector.SERIAL, Collector.PARALLEL)));
    }

    /// A flag that no JVM has stands for that of a collector which this one was built without.
    @Test
    void aJvmThatDoesNotStartWithItSaysWhyInOneLine() {
        String reason = CollectorProbe.unavailable(Collector.ZGC, List.of("-XX:+UseNoSuchGC"))
                .orElseThrow();

        assertEquals(1, reason.lines().count());
        assertTrue(reason.startsWith("this JVM has no collector zgc: Unrecognized VM option 'UseNoSuchGC'"), reason);
        assertTrue(reason.endsWith("; leave it out of --collector, or take another JDK"), reason);
    }
}
