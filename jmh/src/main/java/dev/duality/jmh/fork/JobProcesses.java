// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The processes of one job on this host, its launcher among them: by a variable of their environment that each has
/// from who started it. Those of a launcher that was killed are nobody's descendants any more.
///
/// @param name of the job; no other has it on this host
record JobProcesses(String name) {
    private static final String VARIABLE = "DUALITY_JOB";

    /// Puts the name into the environment of the process that is about to be started.
    void mark(Map<String, String> environment) {
        environment.put(VARIABLE, name);
    }

    /// Those that there are; none where the system does not show environments.
    List<ProcessHandle> alive() {
        return ProcessHandle.allProcesses().filter(this::isOne).toList();
    }

    private boolean isOne(ProcessHandle process) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
            String variables = "\0" + new String(bytes, StandardCharsets.ISO_8859_1) + "\0";
            return variables.contains("\0" + VARIABLE + "=" + name + "\0");
        } catch (IOException _) {
            return false; // gone meanwhile, or not ours to read
        }
    }
}
