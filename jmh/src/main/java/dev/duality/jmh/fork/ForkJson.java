// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/// Orders and reports as files.
public final class ForkJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ForkJson() {}

    public static void write(Path file, Object message) {
        MAPPER.writeValue(file, message);
    }

    public static <T> T read(Path file, Class<T> type) {
        return MAPPER.readValue(file, type);
    }
}
