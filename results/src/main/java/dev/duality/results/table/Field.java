// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/// One named value of a row in the files, exactly as it was found.
///
/// @param name lower case, words joined by `_`, its unit last
/// @param value text, a number or a truth; empty where there is none
record Field(String name, Function<Entry, Optional<?>> value) {
    /// The subject of one row of a file: a cell at one rate, and the line it has in the table, if it has one.
    record Entry(Cell cell, String status, String reason, Optional<Line.OfRow> line) {}

    static Field text(String name, Function<Entry, String> value) {
        return new Field(name, record -> Optional.of(value.apply(record)).filter(text -> !text.isEmpty()));
    }

    static Optional<?> of(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    static Optional<?> of(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    static Optional<?> of(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }

    /// As a spreadsheet, R and pandas read it: no separators, no exponent; and what is no number is [Csv#text].
    static String csv(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return "";
        }
        return value instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : Csv.text(value.toString());
    }
}
