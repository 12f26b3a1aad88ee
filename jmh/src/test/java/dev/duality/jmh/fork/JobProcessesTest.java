// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobProcessesTest {
    @Test
    void oneWhoseStarterHasGoneIsStillOfItsJob() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/environ")), "this system shows no environments");
        JobProcesses job =
                new JobProcesses("a-job-of-this-test-" + ProcessHandle.current().pid());
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "sleep 60 >/dev/null & echo $!");
        job.mark(builder.environment());
        Process shell = builder.start();
        long orphan =
                Long.parseLong(new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        shell.waitFor();

        try {
            assertEquals(
                    List.of(orphan),
                    job.alive().stream().map(ProcessHandle::pid).toList());
            assertEquals(List.of(), new JobProcesses(job.name() + "0").alive());
        } finally {
            ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
