// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/// A dry run may be asked for while another run measures, which each JVM that starts beside it would disturb.
class DryRunStartsNoJvmTest extends TypedCommands {
    private static final String PROCESS_START = "jdk.ProcessStart";

    @Test
    void aDryRunKnowsTheCollectorsOfThisJvmWithoutStartingOne() throws IOException {
        Path recorded = folder.resolve("starts.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(PROCESS_START);
            recording.start();
            new ProcessBuilder("true").start(); // one that must be seen
            Done done = duality("run", "--dry-run", "--preset", "collectors", "--out", folder.resolve("run") + "");
            recording.dump(recorded);

            assertEquals(ExitCodes.DONE, done.exit(), done.err());
        }

        List<String> started = RecordingFile.readAllEvents(recorded).stream()
                .map((RecordedEvent event) -> event.getString("command").split(" ")[0])
                .map(program -> Path.of(program).getFileName().toString())
                .filter(program -> List.of("true", "java").contains(program))
                .toList();
        assertEquals(List.of("true"), started);
    }
}
