// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.results.Machine;
import dev.duality.results.table.Markdown;
import dev.duality.results.table.Table;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Shows a [JobRecord]: what ran where, and the table.
final class JobReport {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private JobReport() {}

    /// The lines for a terminal.
    static List<String> text(JobRecord record) {
        List<String> lines = new ArrayList<>(table(record));
        lines.add("");
        lines.add(origin(record));
        return lines;
    }

    /// The table alone, with what stands below it.
    static List<String> table(JobRecord record) {
        JobTimes times = JobTimes.of(record.times());
        List<String> lines = new ArrayList<>(JobTable.of(times).text());
        lines.add("");
        lines.addAll(JobTable.LEGEND);
        lines.add("");
        lines.addAll(JobTable.overtakings(times, last(times)));
        lines.addAll(record.notes());
        return lines;
    }

    /// The same for a page, each line with its end.
    /// @param path of the record, from the page
    static String markdown(JobRecord record, String path) {
        JobTimes times = JobTimes.of(record.times());
        Table table = JobTable.of(times);
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(Markdown.text(origin(record)) + " " + Markdown.link("All times", path) + ".");
        lines.add("");
        lines.addAll(Markdown.head(table.columns()));
        table.rows()
                .forEach(row ->
                        lines.add(Markdown.row(row.stream().map(Markdown::text).toList())));
        lines.add("");
        JobTable.overtakings(times, last(times)).forEach(line -> lines.add("- " + Markdown.text(line)));
        record.notes().forEach(note -> lines.add("- " + Markdown.text(note)));
        lines.add("");
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /// The engine is the last program.
    private static String last(JobTimes times) {
        return times.programs().getLast();
    }

    private static String origin(JobRecord record) {
        JobRecord.Origin origin = record.origin();
        JobRecord.Job job = record.job();
        Machine machine = origin.machine();
        return "%s, %d usable cores of %s (%s), virtualisation %s, Java %s, commit %s%s: %s of %,d bytes, %s (SHA-256 %s), %s; Hadoop %s %s. Options: %s."
                .formatted(
                        DAY.format(origin.started().atZone(ZoneOffset.UTC)),
                        machine.usableCores(),
                        machine.cpu(),
                        machine.topology(),
                        machine.virtualisation(),
                        origin.java(),
                        origin.commit().id(),
                        origin.commit().dirty() ? " with changes" : "",
                        job.name(),
                        job.bytes(),
                        job.text(),
                        job.sha256().substring(0, 12),
                        job.rounds() == 1 ? "1 round" : job.rounds() + " rounds",
                        origin.hadoop(),
                        job.ran(),
                        origin.arguments());
    }
}
