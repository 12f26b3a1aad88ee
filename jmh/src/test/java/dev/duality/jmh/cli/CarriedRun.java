// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        JsonNode root = JsonMapper.shared().readTree(Files.readString(PUBLISHED.resolve("run.json")));
        keep((ArrayNode) root.get("plan"), "id", cell);
        keep((ArrayNode) root.get("records"), "cell", cell);
        ObjectNode planned = (ObjectNode) root.get("plan").get(0);
        planned.put("substrate", "messaging:mpi");
        ((ObjectNode) planned.get("params"))
                .putObject("placement")
                .put("value", "hosts")
                .put("unit", "");
        for (JsonNode record : root.get("records")) {
            ObjectNode outcome = (ObjectNode) record.get("outcome");
            outcome.set("carrier", carrier());
            outcome.putArray("open"); // whose histograms stand in files
            ((ObjectNode) outcome.get("closed")).put("nanosPerOp", nanosPerOp);
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("run.json"), JsonMapper.shared().writeValueAsString(root));
    }

    private static void keep(ArrayNode of, String name, String value) {
        List<JsonNode> kept = new ArrayList<>();
        of.forEach(one -> {
            if (one.get(name).asString().equals(value)) {
                kept.add(one);
            }
        });
        of.removeAll();
        kept.forEach(of::add);
    }

    private static ObjectNode carrier() {
        ObjectNode carrier = JsonNodeFactory.instance.objectNode();
        carrier.put("library", "Open MPI v4.1.4").put("messages", "ob1");
        carrier.putArray("networks").add("self").add("tcp");
        carrier.put("link", "eth0").put("windows", "pt2pt").put("oneSided", "MESSAGES");
        ArrayNode trips = carrier.putArray("trips");
        for (int bytes : new int[] {8, 1_024, 8_192, 32_768}) {
            trips.addObject().put("bytes", bytes).put("nanos", 20_000 + 0.5 * bytes);
        }
        return carrier.put("sendNanos", 1_000.0).put("receiveNanos", 500.0);
    }
}
