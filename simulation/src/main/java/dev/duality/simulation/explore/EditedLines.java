// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import java.util.List;

/// Lines of a file that people edit: editors put a byte order mark before them and blanks around them, which say
/// nothing.
final class EditedLines {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private EditedLines() {}

    /// All lines in their order, empty ones too, so that their numbers are those of the file.
    static List<String> of(String text) {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return plain.lines().map(String::strip).toList();
    }
}
