// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.jmh.JvmFlags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.FORK);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Duality.class.getName()));
        command.addAll(List.of("run", "--dry-run", "--set", "operations=16777216", "--workload"));
        command.add("cache,counter,detector,echo,interrupt,lines,loadboard,mutex,prefix,rpc");

        Process process = new ProcessBuilder(command)
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertEquals(ExitCodes.DONE, process.waitFor(), Files.readString(err));
        assertEquals("", Files.readString(err));
    }
}
