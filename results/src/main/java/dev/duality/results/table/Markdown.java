// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Writes what a run says, as Markdown. A run may come from anybody, so nothing of it becomes markup: no heading, no
/// link, no picture, no HTML, no comment.
public final class Markdown {
    /// The sign without which `http://` and `www.` are none.
    private static final Pattern ADDRESS = Pattern.compile("(?i)((?<=www)\\.|:(?=//))");

    private static final String KEPT_IN_ADDRESSES = "-._~/";

    private Markdown() {}

    /// One line that is shown as it stands.
    public static String text(String text) {
        StringBuilder escaped = new StringBuilder();
        Plain.line(text).chars().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\\', '|', '`', '*', '_', '[', ']', '#', '~', '!' ->
                    escaped.append('\\').append((char) c);
                default -> escaped.append((char) c);
            }
        });
        return ADDRESS.matcher(escaped)
                .replaceAll(sign -> "&#" + (int) sign.group().charAt(0) + ";");
    }

    /// One line in the letters of code.
    public static String code(String text) {
        return "`" + Plain.line(text).replace('`', '?') + "`";
    }

    /// The lines that head a table.
    public static List<String> head(List<Table.Head> columns) {
        return List.of(
                row(columns.stream().map(column -> text(column.oneLine())).toList()),
                row(columns.stream()
                        .map(column -> column.number() ? "---:" : "---")
                        .toList()));
    }

    /// A row of a table.
    /// @param cells Markdown, each on one line
    public static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /// A link to a file of this project.
    /// @param path below the file that links
    public static String link(String text, String path) {
        return "[" + text(text) + "](" + address(path) + ")";
    }

    /// A picture of this project.
    /// @param path below the file that shows it
    public static String picture(String text, String path) {
        return "!" + link(text, path);
    }

    private static String address(String path) {
        StringBuilder address = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean kept = b >= '0' && b <= '9'
                    || b >= 'A' && b <= 'Z'
                    || b >= 'a' && b <= 'z'
                    || KEPT_IN_ADDRESSES.indexOf(b) >= 0;
            if (kept) {
                address.append((char) b);
            } else {
                address.append('%')
                        .append(Character.forDigit(b >> 4 & 0xF, 16))
                        .append(Character.forDigit(b & 0xF, 16));
            }
        }
        return address.toString();
    }
}
