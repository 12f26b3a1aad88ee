// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.progress.Terminal;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.table.Format;
import dev.duality.results.table.Report;

/// A run's report as wide as the reader can see: a file or a pipe gets the full width.
final class Tables {
    private Tables() {}

    static String render(RunFolder folder, Format format) {
        return Report.of(folder).render(format, columns());
    }

    /// How wide text may be.
    static int columns() {
        Terminal terminal = Terminal.ofThisProcess();
        boolean known = terminal.interactive() || System.getenv("COLUMNS") != null;
        return known ? terminal.columns() : Report.COLUMNS;
    }
}
