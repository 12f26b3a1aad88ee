// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.export;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.folder.RunFolder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The fields that JMH itself wrote of a fork, and no record has. A run may come from anybody: what is not as JMH
/// writes it is taken for missing.
///
/// @param version of JMH, such as `1.37`
/// @param warmupTime of one iteration, such as `105 ms`
/// @param measurementTime likewise
record JmhFork(Optional<String> version, Optional<String> warmupTime, Optional<String> measurementTime) {
    static final JmhFork UNKNOWN = new JmhFork(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String FILE = ".jmh.json";
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.+-]{1,40}");
    private static final Pattern TIME = Pattern.compile("[0-9]{1,12} (ns|us|ms|s|min|hr|day)");

    /// Of the first fork of the cell that left such a file: all are started alike.
    /// @throws dev.duality.results.folder.RunUnreadable if a record names a file that is not there
    static Optional<JmhFork> of(RunFolder folder, Cell cell) {
        return folder.run()
                .records(cell)
                .map(CellRecord::files)
                .flatMap(List::stream)
                .filter(name -> name.endsWith(FILE))
                .findFirst()
                .map(folder::content)
                .map(JmhFork::of);
    }

    private static JmhFork of(byte[] json) {
        try {
            JsonNode all = JsonMapper.shared().readTree(json);
            JsonNode benchmark = all.isArray() ? all.path(0) : all;
            return new JmhFork(
                    text(benchmark, "jmhVersion", VERSION),
                    text(benchmark, "warmupTime", TIME),
                    text(benchmark, "measurementTime", TIME));
        } catch (JacksonException _) {
            return UNKNOWN;
        }
    }

    private static Optional<String> text(JsonNode node, String name, Pattern form) {
        JsonNode text = node.path(name);
        return text.isString()
                ? Optional.of(text.asString())
                        .filter(found -> form.matcher(found).matches())
                : Optional.empty();
    }
}
