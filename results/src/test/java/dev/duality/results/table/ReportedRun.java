// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.duality.results.Cell;
import dev.duality.results.RichRun;
import dev.duality.results.Run;
import dev.duality.results.finding.Findings;
import dev.duality.results.report.Report;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// One run of all kinds of rows, and its report.
abstract class ReportedRun {
    static final RichRun RICH = RichRun.make();
    static final Report REPORT = report(RICH.complete());
    static final String TEXT = REPORT.render(Format.TEXT, 160);

    @TempDir
    Path temporary;

    static Report report(Run run) {
        return new Report(Findings.of(run, RICH::histogram));
    }

    static List<NamedCsvRecord> csv(Report report, Format format) {
        return CsvReader.builder().ofNamedCsvRecord(report.render(format, 160)).stream()
                .toList();
    }

    static NamedCsvRecord row(List<NamedCsvRecord> rows, Cell cell) {
        return rows.stream()
                .filter(row -> row.getField("cell").equals(cell.id()))
                .findFirst()
                .orElseThrow();
    }

    static String line(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }
}
