// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The list of flags stands in four places, because four programs start JVMs.
class JvmFlagsTest {
    @Test
    void testsRunWithTheFlags() {
        List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();

        assertTrue(given.containsAll(JvmFlags.FORK), () -> "jvm.flags in the root pom.xml gives " + given);
    }

    @Test
    void theScriptPassesTheFlags() throws IOException {
        String script = Files.readString(Path.of("..", "duality"));

        assertEquals(
                List.of(),
                JvmFlags.FORK.stream().filter(flag -> !script.contains(flag)).toList());
    }

    @Test
    void theManifestOpensTheSamePackages() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertTrue(pom.contains("<Add-Opens>" + packages("--add-opens=") + "</Add-Opens>"));
        assertTrue(pom.contains("<Add-Exports>" + packages("--add-exports=") + "</Add-Exports>"));
    }

    private static String packages(String option) {
        return JvmFlags.FORK.stream()
                .filter(flag -> flag.startsWith(option))
                .map(flag -> flag.substring(option.length()).replace("=ALL-UNNAMED", ""))
                .collect(Collectors.joining(" "));
    }
}
