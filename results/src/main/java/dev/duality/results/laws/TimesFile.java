// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.duality.results.statistics.Digits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads series from a CSV file. Its first line names the columns, in any order:
/// - `n`: how many threads share the work, which may be an average; or `plain`, for the plain program in one thread
/// - `seconds`, of the whole job, or `throughput`, in a second
/// - `series`, if there are several: the name
/// - `threads`, if there are servers, too: with them
///
/// Lines with the same n are repetitions; the first of one n and the first of another are of the same round. Columns
/// are separated by commas, or, where the first line has none, by semicolons or tabs. A line that begins with `#` is a
/// comment; one of separators alone counts as empty.
public final class TimesFile {
    private static final String PLAIN = "plain";
    private static final int MOST_LINES = 10_000;
    private static final int MOST_POINTS = 2_000; // each is in a thousand fits
    private static final int MOST_SERIES = 200;
    private static final int LONGEST_NAME = 200;
    private static final double MOST_THREADS = 999_999;
    private static final double MOST = 1e15;

    private final Path file;
    private final Map<String, Lines> all = new LinkedHashMap<>();
    private TimesHead head = TimesHead.NONE;
    private int count;
    private int points;
    private final Thousands thousands = new Thousands();

    private TimesFile(Path file) {
        this.file = file;
    }

    /// The lines that were read of one series.
    private static final class Lines {
        private final SortedMap<Double, SortedMap<Integer, Double>> values = new TreeMap<>();
        private final Map<Double, Double> threads = new TreeMap<>();
        private final SortedMap<Integer, Double> plain = new TreeMap<>();
    }

    /// @param cores how many threads could run at once where it was measured; empty if nobody says
    /// @throws TimesUnreadable if it cannot be read, or is not as described above, or has more than 10,000 lines, 2,000
    /// different n, 200 series or 16 MiB
    public static List<Series> read(Path file, OptionalInt cores) {
        TimesFile times = new TimesFile(file);
        times.lines(TimesText.of(file));
        return times.series(cores);
    }

    private void lines(String text) {
        char separator = separator(text);
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator)
                .commentStrategy(CommentStrategy.READ)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE) // told below, with the line
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            for (CsvRecord line : csv) {
                if (line.isComment()) {
                    comment(line);
                } else if (head.columns().isEmpty()) {
                    head = TimesHead.of(at(line), line.getFields());
                } else {
                    add(line);
                }
            }
        } catch (CsvParseException | IOException e) {
            throw new TimesUnreadable("%s is no CSV: %s".formatted(file, e.getMessage()), e);
        }
        if (all.isEmpty()) {
            throw new TimesUnreadable(file + " has no line with a number; it needs one for each n, below the names n,"
                    + " seconds or n, throughput");
        }
        Optional<String> doubt = separator == ',' ? Optional.empty() : thousands.doubt();
        if (doubt.isPresent()) {
            throw new TimesUnreadable(doubt.get()
                    + " may be one with a point before its decimals or between its thousands; write four decimals, or"
                    + " nothing between thousands");
        }
    }

    /// That of the line with the names, which are none of them themselves.
    private static char separator(String text) {
        int from = 0;
        while (from < text.length()) {
            int end = from;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            String line = text.substring(from, end);
            if (!line.isEmpty() && line.charAt(0) != '#') {
                return line.indexOf(',') < 0 && line.indexOf(';') >= 0
                        ? ';'
                        : line.indexOf(',') < 0 && line.indexOf('\t') >= 0 ? '\t' : ',';
            }
            from = end + 1;
        }
        return ',';
    }

    /// Nothing is left out that may be a series.
    private void comment(CsvRecord line) {
        if (!head.columns().isEmpty() && head.columns().getFirst().equals(TimesHead.SERIES)) {
            throw new TimesUnreadable(at(line)
                    + ": it begins with #, which is a comment, or the name of a series; put the name into quotes, or"
                    + " leave the line out");
        }
    }

    private String at(CsvRecord line) {
        return file + ", line " + line.getStartingLineNumber();
    }

    private void add(CsvRecord line) {
        if (line.getFields().stream().allMatch(String::isBlank)) {
            return;
        }
        if (line.getFieldCount() != head.columns().size()) {
            boolean trailing = line.getFieldCount() > head.columns().size()
                    && line.getFields().stream().skip(head.columns().size()).allMatch(String::isBlank);
            boolean decimals = line.getFieldCount() > head.columns().size()
                    && line.getFields().stream()
                            .allMatch(each -> NumberText.of(each.strip()).isPresent());
            throw new TimesUnreadable("%s has %d fields, but must have %d: %s%s"
                    .formatted(
                            at(line),
                            line.getFieldCount(),
                            head.columns().size(),
                            String.join(", ", head.columns()),
                            trailing
                                    ? "; leave out the separators at its end"
                                    : decimals
                                            ? "; write a point before decimals, and nothing between thousands"
                                            : ""));
        }
        if (++count > MOST_LINES) {
            throw new TimesUnreadable(
                    "%s: there are more than %d lines; leave out what does not belong to it, or take the mean of several"
                            .formatted(at(line), MOST_LINES));
        }
        Lines lines = all.computeIfAbsent(name(line), _ -> new Lines());
        if (all.size() > MOST_SERIES) {
            throw new TimesUnreadable(
                    "%s: there are more than %d series; give some of them at a time".formatted(at(line), MOST_SERIES));
        }
        double value = number(
                line,
                head.quantity().label(),
                field(line, head.quantity().label()).orElseThrow());
        String text = field(line, TimesHead.N).orElseThrow();
        if (text.equals(PLAIN)) {
            lines.plain.put(lines.plain.size() + 1, value);
            return;
        }
        double n = threads(line, TimesHead.N, text);
        double threads = field(line, TimesHead.THREADS)
                .map(word -> threads(line, TimesHead.THREADS, word))
                .orElse(n);
        Double before = lines.threads.putIfAbsent(n, threads);
        if (threads < n || before != null && before != threads) {
            throw new TimesUnreadable("%s: threads is %s, but must be n, %s, or more, and the same for all of that n"
                    .formatted(at(line), Digits.all(threads), Digits.all(n)));
        }
        if (before == null && ++points > MOST_POINTS) {
            throw new TimesUnreadable("%s: there are more than %d different n, of all series together; round them, or"
                            .formatted(at(line), MOST_POINTS)
                    + " give some of the series at a time");
        }
        SortedMap<Integer, Double> values = lines.values.computeIfAbsent(n, _ -> new TreeMap<>());
        values.put(values.size() + 1, value);
    }

    private Optional<String> field(CsvRecord line, String column) {
        int place = head.columns().indexOf(column);
        return place < 0 ? Optional.empty() : Optional.of(line.getField(place).strip());
    }

    private String name(CsvRecord line) {
        String name = field(line, TimesHead.SERIES).orElse("");
        if (name.length() > LONGEST_NAME) {
            throw new TimesUnreadable("%s: the name of the series has %d characters, but must have %d or fewer"
                    .formatted(at(line), name.length(), LONGEST_NAME));
        }
        return name;
    }

    private double threads(CsvRecord line, String column, String text) {
        double value = NumberText.of(text).orElse(0);
        if (value > 1 / MOST && value <= MOST_THREADS) {
            return value;
        }
        throw new TimesUnreadable("%s: %s is %s, but must be a number above 0 and at most %d%s%s"
                .formatted(
                        at(line),
                        column,
                        NumberText.shown(text),
                        (int) MOST_THREADS,
                        column.equals(TimesHead.N) ? ", or plain" : "",
                        NumberText.hint(text)));
    }

    private double number(CsvRecord line, String column, String text) {
        double value = NumberText.of(text).orElse(0);
        if (value >= 1 / MOST && value <= MOST) {
            thousands.see(at(line), text);
            return value;
        }
        throw new TimesUnreadable("%s: %s is %s, but must be a number above 0, such as 12.5, from 1e-15 to 1e15%s"
                .formatted(at(line), column, NumberText.shown(text), NumberText.hint(text)));
    }

    private List<Series> series(OptionalInt cores) {
        List<Series> series = new ArrayList<>();
        all.forEach((name, lines) -> {
            if (lines.values.isEmpty()) {
                throw new TimesUnreadable(
                        "%s has the plain program of %s and nothing else".formatted(file, NumberText.shown(name)));
            }
            series.add(new Series(
                    name.isEmpty() ? head.quantity().label() : name,
                    head.quantity(),
                    lines.values.entrySet().stream()
                            .map(one -> new Series.Point(one.getKey(), lines.threads.get(one.getKey()), one.getValue()))
                            .toList(),
                    Optional.of(lines.plain).filter(plain -> !plain.isEmpty()),
                    cores));
        });
        return List.copyOf(series);
    }
}
