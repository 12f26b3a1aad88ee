// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.report;

import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.page.Page;
import dev.duality.results.table.CsvReport;
import dev.duality.results.table.Format;
import dev.duality.results.table.JsonReport;
import dev.duality.results.table.LongReport;
import dev.duality.results.table.MarkdownReport;
import dev.duality.results.table.TextReport;

/// A run to be read by people or programs. The same run gives the same report, byte for byte.
///
/// @param findings what is reported
public record Report(Findings findings) {
    /// @throws dev.duality.results.folder.RunUnreadable if a histogram of the run is missing or damaged
    public static Report of(RunFolder folder) {
        return new Report(Findings.of(folder));
    }

    /// All that the run says: as text, columns that have no room beside the others stand below them.
    ///
    /// @param columns how wide text may be, for [Format#TEXT] alone
    /// @return lines, each with its end
    public String render(Format format, int columns) {
        return switch (format) {
            case TEXT -> TextReport.of(findings, columns, false);
            case MARKDOWN -> MarkdownReport.of(findings);
            case CSV -> CsvReport.of(findings);
            case LONG -> LongReport.of(findings.run());
            case JSON -> JsonReport.of(findings);
            case HTML -> Page.of(findings);
        };
    }

    /// As text for a terminal: columns that have no room beside the others are left out by what they matter, and named.
    public String fitted(int columns) {
        return TextReport.of(findings, columns, true);
    }
}
