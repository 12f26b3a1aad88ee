// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.duality.results.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The JSON Schema of `run.json`, draft 2020-12: what programs of others go by, and what runs of others are held to.
/// [Run] and its records say the same, and more.
final class RunSchema {
    private static final String NAME = "run-" + Run.SCHEMA + ".schema.json";

    private RunSchema() {}

    static String text() {
        try (InputStream in = RunSchema.class.getResourceAsStream(NAME)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> faults(JsonNode run) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(), InputFormat.JSON);
        return schema.validate(run).stream().map(RunSchema::line).distinct().toList();
    }

    /// Such as `/plan/3/workers: must be integer`.
    private static String line(Error error) {
        String place = error.getInstanceLocation().toString();
        return Reasons.plain((place.isEmpty() ? "the whole" : place) + ": " + error.getMessage());
    }
}
