// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportCommandTest {
    @TempDir
    private Path temporary;

    /// Viewers are written against what JMH writes, and each fork keeps that.
    @Test
    void fieldsAreThoseThatJmhItselfWrites() throws IOException {
        Path run = temporary.resolve("run");
        Path out = temporary.resolve("out");
        duality(
                "run",
                "--workload",
                "counter",
                "--on",
                "shm:lock",
                "--workers",
                "1",
                "--budget",
                "1s",
                "--forks",
                "1",
                "--out",
                run + "");
        StillMachine.probe(run);
        duality("export", run + "", "--out", out + "");
        JsonNode jmhs;
        try (Stream<Path> forks = Files.list(run.resolve("forks"))) {
            jmhs = read(forks.filter(file -> file.toString().endsWith(".jmh.json"))
                    .findFirst()
                    .orElseThrow());
        }
        JsonNode ours = read(out.resolve("jmh.json"));

        assertEquals(names(jmhs), names(ours));
        assertEquals(names(jmhs.get("primaryMetric")), names(ours.get("primaryMetric")));
        assertEquals(
                names(jmhs.get("primaryMetric").get("scorePercentiles")),
                names(ours.get("primaryMetric").get("scorePercentiles")));
        for (String same : List.of(
                "jmhVersion", "jdkVersion", "vmName", "vmVersion", "warmupTime", "measurementTime", "threads")) {
            assertEquals(jmhs.get(same), ours.get(same), same);
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file)).get(0);
    }

    private static Set<String> names(JsonNode node) {
        return new TreeSet<>(List.copyOf(node.propertyNames()));
    }

    private static void duality(String... args) {
        TypedCommands.Done done = TypedCommands.duality(args);
        assertEquals(ExitCodes.DONE, done.exit(), done.err());
    }
}
