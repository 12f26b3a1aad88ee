// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A run over two hosts, for tests on machines that have no second one: a row of a published run, as if its server had
/// been elsewhere, with a carrier whose messages take 20,000 ns there and back and half a nanosecond a byte.
final class CarriedRun {
    private static final Path PUBLISHED = Path.of("..", "results", "published", "amd-epyc-jdk25.0.3-2026-11-28");

    /// A call without data by this carrier: 2 x (750 + 8 + 8,500 + 750), a message being of 32 bytes.
    static final double CALL_NANOS = 20_016;

    private CarriedRun() {}

    /// @param folder is made
    /// @param cell of the published run, over messages
    /// @param nanosPerOp what each fork of it is to have measured
    static void write(Path folder, String cell, double nanosPerOp) throws IOException {
        write(folder, nanosPerOp, Map.of(cell, carrier("Open MPI v4.1.4", 0.5)));
    }

    /// @param carriers of cells of the published run, by their names
    static void write(Path folder, double nanosPerOp, Map<String, ObjectNode> carriers) throws IOException {
        JsonNode root = JsonMapper.shared().readTree(Files.readString(PUBLISHED.resolve("run.json")));
        keep((ArrayNode) root.get("plan"), "id", carriers.keySet());
        keep((ArrayNode) root.get("records"), "cell", carriers.keySet());
        for (JsonNode planned : root.get("plan")) {
            ((ObjectNode) planned).put("substrate", "messaging:mpi");
            ((ObjectNode) planned.get("params"))
                    .putObject("placement")
                    .put("value", "hosts")
                    .put("unit", "");
        }
        for (JsonNode record : root.get("records")) {
            ObjectNode outcome = (ObjectNode) record.get("outcome");
            outcome.set("carrier", carriers.get(record.get("cell").asString()));
            outcome.putArray("open"); // whose histograms stand in files
            ((ObjectNode) outcome.get("closed")).put("nanosPerOp", nanosPerOp);
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("run.json"), JsonMapper.shared().writeValueAsString(root));
    }

    private static void keep(ArrayNode of, String name, Set<String> values) {
        List<JsonNode> kept = new ArrayList<>();
        of.forEach(one -> {
            if (values.contains(one.get(name).asString())) {
                kept.add(one);
            }
        });
        of.removeAll();
        kept.forEach(of::add);
    }

    /// @param nanosPerByte there and back
    static ObjectNode carrier(String library, double nanosPerByte) {
        ObjectNode carrier = JsonNodeFactory.instance.objectNode();
        carrier.put("library", library).put("messages", "ob1");
        carrier.putArray("networks").add("self").add("tcp");
        carrier.put("link", "eth0").put("windows", "pt2pt").put("oneSided", "MESSAGES");
        ArrayNode trips = carrier.putArray("trips");
        for (int bytes : new int[] {8, 1_024, 8_192, 32_768}) {
            trips.addObject().put("bytes", bytes).put("nanos", 20_000 + nanosPerByte * bytes);
        }
        return carrier.put("sendNanos", 1_000.0).put("receiveNanos", 500.0);
    }
}
