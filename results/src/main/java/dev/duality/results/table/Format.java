// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The formats of a report.
public enum Format {
    /// For a terminal of a given width.
    TEXT,
    /// For a README.
    MARKDOWN,
    /// A row per cell, and per rate where a cell has several, with all statistics.
    CSV,
    /// CSV in long form: a row per cell, fork and statistic.
    LONG,
    /// The rows of [#CSV], with run, floors, verdicts and failures around them.
    JSON,
    /// One page for a browser, which needs no network and nothing beside itself.
    HTML;

    /// The width at which a table is comfortable; a terminal that is not known to be narrower gets this.
    public static final int COLUMNS = 160;

    /// The name that a user types.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As completion offers it, and messages name it.
    @Override
    public String toString() {
        return label();
    }

    /// @throws IllegalArgumentException in the user's own words if there is none
    public static Format named(String word) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("format is \"" + word + "\", but must be one of "
                        + Arrays.stream(values()).map(Format::label).collect(Collectors.joining(", "))));
    }
}
