// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.duality.results.finding.Findings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// The report for a spreadsheet: a header, then a row per cell and rate. Empty means: not known, or not measured.
final class CsvReport {
    private CsvReport() {}

    static String of(Findings findings) {
        List<Field> fields = Fields.of(findings);
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(fields.stream().map(Field::name).toList());
            for (Field.Entry entry : Fields.records(findings)) {
                csv.writeRecord(fields.stream()
                        .map(field -> field.value().apply(entry).map(Field::csv).orElse(""))
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string was not writable", e);
        }
        return text.toString();
    }
}
