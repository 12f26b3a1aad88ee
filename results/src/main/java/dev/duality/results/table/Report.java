// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;

/// A run to be read by people or programs. The same run gives the same report, byte for byte.
///
/// @param findings what is reported
public record Report(Findings findings) {
    /// Where a table is comfortable; a terminal that is not known to be narrower gets this.
    public static final int COLUMNS = 160;

    /// @throws dev.duality.results.folder.RunUnreadable if a histogram of the run is missing or damaged
    public static Report of(RunFolder folder) {
        return new Report(Findings.of(folder));
    }

    /// @param columns width of the terminal, for [Format#TEXT] alone
    /// @return lines, each with its end
    public String render(Format format, int columns) {
        return switch (format) {
            case TEXT -> TextReport.of(findings, columns);
            case MARKDOWN -> MarkdownReport.of(findings);
            case CSV -> CsvReport.of(findings);
            case LONG -> LongReport.of(findings.run());
            case JSON -> JsonReport.of(findings);
            case HTML -> HtmlReport.of(findings);
        };
    }
}
