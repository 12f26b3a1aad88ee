// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import dev.duality.results.Paragraph;
import java.util.Map;
import java.util.OptionalInt;

/// The terminal behind standard error.
///
/// @param interactive whether a line can be drawn over
/// @param colour whether colours are welcome: never without a terminal, and not if `NO_COLOR` is set
/// @param columns characters in a line
/// @param bounded whether somebody has said so, a terminal or the environment; else lines are as long as they are
public record Terminal(boolean interactive, boolean colour, int columns, boolean bounded) {
    private static final int USUAL_COLUMNS = 80;

    public Terminal {
        if (columns < 1) {
            throw new IllegalArgumentException("columns is " + columns + ", but must be 1 or more");
        }
    }

    /// Looks at this process: its environment, its standard error, and `stty` where there is one. Takes some
    /// milliseconds; the answer does not follow later changes of the window.
    public static Terminal ofThisProcess() {
        boolean terminal = StandardError.isTerminal();
        return of(System.getenv(), terminal, terminal ? StandardError.columns() : OptionalInt.empty());
    }

    /// @param terminal whether standard error is one
    /// @param told columns that the terminal itself tells
    static Terminal of(Map<String, String> environment, boolean terminal, OptionalInt told) {
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean interactive = terminal && !dumb;
        OptionalInt wanted = columns(environment.getOrDefault("COLUMNS", ""));
        int columns = wanted.orElse(told.orElse(USUAL_COLUMNS));
        return new Terminal(interactive, interactive && !noColour, columns, terminal || wanted.isPresent());
    }

    /// The most characters of a line that is broken between words.
    public int lineColumns() {
        return bounded ? columns : Paragraph.UNLIMITED;
    }

    /// A number of columns from 1 on; empty if `text` is none.
    public static OptionalInt columns(String text) {
        try {
            int columns = Integer.parseInt(text.strip());
            return columns < 1 ? OptionalInt.empty() : OptionalInt.of(columns);
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }
}
