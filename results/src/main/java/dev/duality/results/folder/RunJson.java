// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import dev.duality.results.Outcome;
import dev.duality.results.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `run.json`: the components of [Run] by their names, in their order. Outcomes and loads are told apart by their own
/// short names, never by names of classes.
final class RunJson {
    /// A run of a thousand cells and ten forks has about 2 million; what they become fits a heap of 512 MiB.
    private static final int LARGEST_TOKENS = 4_000_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(40)
                            .maxTokenCount(LARGEST_TOKENS)
                            .maxNumberLength(60)
                            .maxStringLength(1 << 20)
                            .maxNameLength(10_000) // in bytes
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .injectableValues(new InjectableValues.Std()
                    .addValue(Outcome.Measured.CARRIER, Optional.empty())
                    .addValue(Run.JARS, List.of()))
            .build();

    private RunJson() {}

    static byte[] write(Run run) {
        return MAPPER.writeValueAsBytes(run);
    }

    static Run read(Path file, byte[] json) {
        return read(file, json, Run.class);
    }

    /// The JSON as it is, whether or not it is a run.
    static JsonNode tree(Path file, byte[] json) {
        return read(file, json, JsonNode.class);
    }

    private static <T> T read(Path file, byte[] json, Class<T> type) {
        if (json.length == 0) {
            throw new RunUnreadable("cannot read " + file + ": it is empty; restore it from a copy, or run again");
        }
        try {
            refuseOtherSchema(file, schema(json));
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new RunUnreadable(
                    "cannot read " + file + ": it is damaged: " + JsonComplaint.of(e)
                            + "; restore it from a copy, or run again",
                    e);
        }
    }

    /// Looks for the schema alone: what another version wrote is not read further, and nothing is kept of what is no
    /// run.
    private static OptionalInt schema(byte[] json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return OptionalInt.empty();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = parser.currentName().equals("schema");
                JsonToken value = parser.nextToken();
                if (found) {
                    boolean whole =
                            value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT;
                    return whole ? OptionalInt.of(parser.getIntValue()) : OptionalInt.empty();
                }
                parser.skipChildren();
            }
            return OptionalInt.empty();
        }
    }

    private static void refuseOtherSchema(Path file, OptionalInt found) {
        int schema = found.orElseThrow(
                () -> new RunUnreadable("cannot read " + file + ": it has no schema number, so it is no run of Duality;"
                        + " give the folder that `duality run` wrote"));
        if (schema != Run.SCHEMA) {
            throw new RunUnreadable("cannot read %s: its schema is %d, but this version of Duality reads %d; use %s"
                    .formatted(
                            file, schema, Run.SCHEMA, schema > Run.SCHEMA ? "a newer one" : "the one that wrote it"));
        }
    }
}
