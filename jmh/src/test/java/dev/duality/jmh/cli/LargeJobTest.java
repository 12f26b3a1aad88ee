// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The largest jobs that `duality list` offers.
class LargeJobTest {
    @TempDir
    Path folder;

    /// With the heap that `./duality` has. A script of so many operations has 512 MiB.
    @Test
    void theyArePlannedWithoutTheScriptsBeingMade() throws Exception {
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Duality.class.getName(),
                        "run",
                        "--dry-run",
                        "--workload",
                        "cache,counter,detector,echo,interrupt,lines,loadboard,mutex,prefix,rpc",
                        "--set",
                        "operations=16777216"))
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertEquals(ExitCodes.DONE, process.waitFor(), Files.readString(err));
        assertEquals("", Files.readString(err));
    }
}
