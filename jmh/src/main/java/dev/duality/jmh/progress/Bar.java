// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

/// Draws a standing as one line of a terminal.
final class Bar {
    private static final int WIDEST = 30;
    private static final int NARROWEST = 8;
    private static final int SHORTEST_NAME = 12;
    private static final String BETWEEN = "  ";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";

    private Bar() {}

    /// Such as `[=====>    ] 12/40  30 %  1:23 left  rpc messaging:ring w1`.
    /// @param columns what fits: the line has fewer characters, so that the cursor stays on it
    static String line(Standing standing, ShortNames names, int columns) {
        int room = Math.max(columns - 1, 0);
        String numbers = standing.count() + "  " + Standing.time(standing.left()) + " left";
        int name = Math.min(standing.current().length(), Math.max(SHORTEST_NAME, room / 2));
        int width = Math.min(WIDEST, room - numbers.length() - name - "[]   ".length());
        String line = width < NARROWEST ? numbers : bar(standing.share(), width) + " " + numbers;
        int left = room - line.length() - BETWEEN.length();
        boolean named = !standing.current().isEmpty() && left > 0;
        return cut(named ? line + BETWEEN + names.of(standing.current(), left) : line, room);
    }

    /// The same line with the bar in colour.
    static String coloured(String line) {
        int end = line.indexOf(']');
        boolean barred = line.startsWith("[") && end > 0;
        return barred ? GREEN + line.substring(0, end + 1) + PLAIN + line.substring(end + 1) : line;
    }

    private static String bar(double share, int width) {
        int full = (int) (Math.clamp(share, 0, 1) * width);
        String head = full < width ? ">" : "";
        return "[" + "=".repeat(full) + head + " ".repeat(width - full - head.length()) + "]";
    }

    /// Its beginning, with a sign where something is left out.
    static String cut(String line, int room) {
        return line.length() <= room ? line : line.substring(0, Math.max(room - 1, 0)) + "~".repeat(Math.min(room, 1));
    }
}
