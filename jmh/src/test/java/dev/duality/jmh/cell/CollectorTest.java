// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CollectorTest {
    @ParameterizedTest
    @EnumSource(Collector.class)
    void aJvmStartsWithWhatIsKnownToBeBuiltIn(Collector collector) throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        collector.flag(),
                        "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertTrue(jvm.waitFor() == 0 || !collector.isKnownToBeBuiltIn(), collector.label());
    }

    /// Else nothing would be saved. Of the serial one no flag tells.
    @Test
    void thoseOfThisJvmAreKnown() {
        Collector mine = Collector.ofThisJvm().orElseThrow();

        assertTrue(mine.isKnownToBeBuiltIn());
        assertTrue(Collector.G1.isKnownToBeBuiltIn());
        assertEquals(mine == Collector.SERIAL, Collector.SERIAL.isKnownToBeBuiltIn());
    }

    @Test
    void aFlagThatNoJvmHasTellsNothing() {
        assertFalse(Collector.isThere("UseNoSuchGC"));
        assertTrue(Collector.isThere("UseG1GC"));
    }
}
