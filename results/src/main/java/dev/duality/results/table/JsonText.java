// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as reports have it: indented, in ASCII alone, its lines ending with `\n` on every machine.
public final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // some of them command a terminal
            .build();

    private JsonText() {}

    /// The text of a tree of JSON, or of maps, lists and records.
    /// @return lines, each with its end
    public static String of(Object json) {
        return MAPPER.writeValueAsString(json).replace("\r\n", "\n") + "\n";
    }

    /// A value as a tree of JSON.
    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }
}
