// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.util.function.Function;

/// One column of the table.
///
/// @param title with its unit; a line end breaks it where the terminal is narrow
/// @param number whether it stands at the right
/// @param key whether it tells the lines of its section apart, and so stands in each table that the section is cut into
/// @param text what it shows of a line; empty for nothing
record Column(String title, boolean number, boolean key, Function<Line, String> text) {
    static Column words(String title, Function<Line, String> text) {
        return new Column(title, false, false, text);
    }

    static Column number(String title, Function<Line, String> text) {
        return new Column(title, true, false, text);
    }

    /// A number that tells the lines of its section apart.
    static Column key(String title, Function<Line, String> text) {
        return new Column(title, true, true, text);
    }

    String oneLineTitle() {
        return title.replace('\n', ' ');
    }
}
