// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Findings;
import java.util.List;

/// The report for a spreadsheet: a header, then a row per cell and rate. Empty means: not known, or not measured.
public final class CsvReport {
    private CsvReport() {}

    public static String of(Findings findings) {
        List<Field> fields = Fields.of(findings);
        return Csv.of(Table.of(
                "",
                fields.stream().map(Field::name).toList(),
                Fields.records(findings).stream()
                        .map(entry -> fields.stream()
                                .map(field -> field.value()
                                        .apply(entry)
                                        .map(Field::csv)
                                        .orElse(""))
                                .toList())
                        .toList(),
                List.of()));
    }
}
