// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.jmh.OwnJvm;
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
        List<String> command = OwnJvm.command(
                List.of("-Xmx512m"),
                Duality.class,
                "run",
                "--dry-run",
                "--set",
                "operations=16777216",
                "--workload",
                "cache,counter,detector,echo,interrupt,lines,loadboard,mutex,prefix,rpc");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        OwnJvm.await(process, err);

        assertEquals(ExitCodes.DONE, process.exitValue(), Files.readString(err));
        assertEquals("", Files.readString(err));
    }
}
