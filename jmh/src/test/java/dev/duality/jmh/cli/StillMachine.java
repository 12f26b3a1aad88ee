// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A test that looks at the rows of a run of its own needs them, whatever the host did meanwhile: loads during which it
/// moved have none, and rows of two regimes are in no comparison.
final class StillMachine {
    private StillMachine() {}

    /// Writes the run's probes as a machine that stays would have shown them: all of them alike.
    /// @param run the run's folder
    static void probe(Path run) throws IOException {
        Path file = run.resolve("run.json");
        JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
        JsonNode floor = root.findValue("beforeNanos");
        root.findParents("afterNanos")
                .forEach(probes ->
                        ((ObjectNode) probes).set("beforeNanos", floor).set("afterNanos", floor));
        Files.writeString(file, JsonMapper.shared().writeValueAsString(root));
    }
}
