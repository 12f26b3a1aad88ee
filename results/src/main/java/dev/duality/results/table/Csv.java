// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/// Fields of CSV. A run may come from anybody, and a spreadsheet computes what begins as a formula does.
final class Csv {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,400}(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,9})?");
    private static final String FORMULA = "=+-@";

    private Csv() {}

    /// The whole table, its titles first.
    static String of(Table table) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(table.head());
            table.full()
                    .forEach(row -> csv.writeRecord(row.stream().map(Csv::text).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException("a string was not writable", e);
        }
        return text.toString();
    }

    /// One line without control characters, which no spreadsheet computes: what would be a formula gets an apostrophe
    /// before it, by which spreadsheets mark text. Numbers are left as they are.
    static String text(String value) {
        String plain = Plain.line(value);
        boolean computed = !plain.isEmpty() && FORMULA.indexOf(plain.charAt(0)) >= 0;
        return computed && !NUMBER.matcher(plain).matches() ? "'" + plain : plain;
    }
}
