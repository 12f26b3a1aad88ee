// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.duality.results.PlainText;
import dev.duality.results.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The JSON Schema of `run.json`, draft 2020-12: what programs of others go by, and what runs of others are held to.
/// [Run] and its records say the same, and more.
final class RunSchema {
    private static final String NAME = "run-" + Run.SCHEMA + ".schema.json";

    private static final double LARGEST = 0x1p63;
    private static final int MOST_FAULTS = 100;

    private RunSchema() {}

    static String text() {
        try (InputStream in = RunSchema.class.getResourceAsStream(NAME)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> violations(JsonNode run) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(), InputFormat.JSON);
        List<String> large = new ArrayList<>();
        large(run, "", large);
        // The validator throws where a number that must be whole is too large for 64 bits.
        return large.isEmpty()
                ? schema.validate(run).stream().map(RunSchema::line).distinct().toList()
                : large;
    }

    /// No number of a run is beyond what its records take, so none that the validator fails at is right.
    private static void large(JsonNode node, String place, List<String> faults) {
        if (node.isNumber() && Math.abs(node.doubleValue()) > LARGEST && faults.size() < MOST_FAULTS) {
            faults.add(PlainText.line(place + ": is " + node.doubleValue() + ", but at most " + LARGEST + " is read"));
        }
        node.properties().forEach(entry -> large(entry.getValue(), place + "/" + entry.getKey(), faults));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            large(node.get(i), place + "/" + i, faults);
        }
    }

    /// Such as `/plan/3/workers: must be integer`.
    private static String line(Error error) {
        String place = error.getInstanceLocation().toString();
        return PlainText.line((place.isEmpty() ? "the whole" : place) + ": " + error.getMessage());
    }
}
