// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.util.function.Function;

/// One column of the table.
///
/// @param title with its unit; a line end breaks it where the terminal is narrow
/// @param number whether it stands at the right
/// @param keep whether it stays when its section is wider than the terminal
/// @param text what it shows of a line; empty for nothing
record Column(String title, boolean number, boolean keep, Function<Line, String> text) {
    static Column words(String title, Function<Line, String> text) {
        return new Column(title, false, true, text);
    }

    static Column number(String title, Function<Line, String> text) {
        return new Column(title, true, true, text);
    }

    /// One that goes first when there is no room.
    static Column spare(String title, Function<Line, String> text) {
        return new Column(title, true, false, text);
    }

    String oneLineTitle() {
        return title.replace('\n', ' ');
    }
}
