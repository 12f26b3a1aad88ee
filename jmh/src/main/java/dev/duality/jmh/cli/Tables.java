// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.progress.Terminal;
import dev.duality.results.Paragraph;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.report.Report;
import dev.duality.results.table.Format;
import dev.duality.results.table.LoadSheet;
import java.io.Console;
import java.util.OptionalLong;

/// A run's report as wide as the reader can see: a file or a pipe gets the full width.
final class Tables {
    private Tables() {}

    /// @param wide whether a terminal gets what a file or a pipe gets
    static String render(RunFolder folder, Format format, boolean wide) {
        Report report = Report.of(folder);
        boolean terminal = format == Format.TEXT && isTerminal();
        return terminal && !wide
                ? report.fitted(columns())
                : report.render(format, terminal ? Format.COLUMNS : columns());
    }

    /// The rates that rows carry with p99 below a bound, in nanoseconds; nothing where there is none.
    static String within(RunFolder folder, OptionalLong bound) {
        return bound.isEmpty() ? "" : "\n" + LoadSheet.text(Report.of(folder).findings(), bound.getAsLong());
    }

    /// The most columns of a table: those of the terminal that shows it, or of `COLUMNS`.
    static int columns() {
        return columns(Format.COLUMNS);
    }

    /// The most characters of a line of text that is broken between words: those of the terminal that shows it, or of
    /// `COLUMNS`; in a file or a pipe a line is as long as it is.
    static int lineColumns() {
        return columns(Paragraph.UNLIMITED);
    }

    /// @param otherwise what a file or a pipe gets where nobody has said anything
    private static int columns(int otherwise) {
        boolean known = isTerminal()
                || Terminal.columns(System.getenv().getOrDefault("COLUMNS", "")).isPresent();
        return known ? Terminal.ofThisProcess().columns() : otherwise;
    }

    /// Whether what is written is read on a terminal, and is neither in a file nor in a pipe.
    @SuppressWarnings("SystemConsoleNull") // from JDK 22 to 24 it never was null; from 25 on it is again
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
