// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads series from a CSV file. Its first line names the columns, in any order:
/// - `n`: how many threads share the work; or `plain`, for the plain program in one thread
/// - `seconds`, of the whole job, or `throughput`, in a second
/// - `series`, if there are several: the name
/// - `threads`, if there are servers, too: with them
///
/// Lines with the same n are repetitions; the first of one n and the first of another are of the same round.
public final class TimesFile {
    private static final String N = "n";
    private static final String SERIES = "series";
    private static final String THREADS = "threads";
    private static final String PLAIN = "plain";
    private static final long MOST_BYTES = 16 << 20;

    private final Path file;
    private final List<String> columns = new ArrayList<>();
    private final Map<String, Lines> all = new LinkedHashMap<>();
    private Quantity quantity = Quantity.SECONDS;

    private TimesFile(Path file) {
        this.file = file;
    }

    /// What was read of one series.
    private static final class Lines {
        private final SortedMap<Integer, SortedMap<Integer, Double>> values = new TreeMap<>();
        private final Map<Integer, Integer> threads = new TreeMap<>();
        private final SortedMap<Integer, Double> plain = new TreeMap<>();
    }

    /// @param cores how many threads could run at once where it was measured; empty if nobody says
    /// @throws TimesUnreadable if it cannot be read, or is not as described above
    public static List<Series> read(Path file, OptionalInt cores) {
        TimesFile times = new TimesFile(file);
        times.lines(times.text());
        return times.series(cores);
    }

    private String text() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new TimesUnreadable(
                        "%s has more than %,d bytes; leave out what does not belong to it".formatted(file, MOST_BYTES));
            }
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw new TimesUnreadable(
                    file + " cannot be read as text; name a run's folder, or a CSV file with the columns n, seconds",
                    e);
        }
    }

    private void lines(String text) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE) // told below, with the line
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            for (CsvRecord line : csv) {
                if (columns.isEmpty()) {
                    head(line);
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
    }

    private void head(CsvRecord line) {
        line.getFields().forEach(field -> columns.add(field.strip().toLowerCase(Locale.ROOT)));
        for (String column : columns) {
            if (!List.of(N, SERIES, THREADS, Quantity.SECONDS.word(), Quantity.THROUGHPUT.word())
                    .contains(column)) {
                throw new TimesUnreadable(
                        "%s has a column '%s'; what is known are n, seconds or throughput, series, threads"
                                .formatted(file, column));
            }
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new TimesUnreadable(file + " has a column twice; leave one out");
        }
        boolean seconds = columns.contains(Quantity.SECONDS.word());
        if (!columns.contains(N) || seconds == columns.contains(Quantity.THROUGHPUT.word())) {
            throw new TimesUnreadable(
                    file + " must have a column n and one of seconds, throughput; its first line names " + columns);
        }
        quantity = seconds ? Quantity.SECONDS : Quantity.THROUGHPUT;
    }

    private void add(CsvRecord line) {
        String at = file + ", line " + line.getStartingLineNumber();
        if (line.getFieldCount() != columns.size()) {
            throw new TimesUnreadable("%s has %d fields, but must have %d: %s"
                    .formatted(at, line.getFieldCount(), columns.size(), String.join(", ", columns)));
        }
        Lines lines = all.computeIfAbsent(field(line, SERIES).orElse(""), _ -> new Lines());
        double value = number(at, field(line, quantity.word()).orElseThrow());
        String text = field(line, N).orElseThrow();
        if (text.equals(PLAIN)) {
            lines.plain.put(lines.plain.size() + 1, value);
            return;
        }
        int n = whole(at, N, text);
        int threads = field(line, THREADS).map(word -> whole(at, THREADS, word)).orElse(n);
        Integer before = lines.threads.putIfAbsent(n, threads);
        if (threads < n || before != null && before != threads) {
            throw new TimesUnreadable("%s: threads is %d, but must be n, %d, or more, and the same for all of that n"
                    .formatted(at, threads, n));
        }
        SortedMap<Integer, Double> values = lines.values.computeIfAbsent(n, _ -> new TreeMap<>());
        values.put(values.size() + 1, value);
    }

    private Optional<String> field(CsvRecord line, String column) {
        int place = columns.indexOf(column);
        return place < 0 ? Optional.empty() : Optional.of(line.getField(place).strip());
    }

    private static int whole(String at, String column, String text) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) == 0) {
            throw new TimesUnreadable("%s: %s is '%s', but must be a whole number from 1 to 999,999%s"
                    .formatted(at, column, text, column.equals(N) ? ", or plain" : ""));
        }
        return Integer.parseInt(text);
    }

    private double number(String at, String text) {
        try {
            double value = Double.parseDouble(text);
            if (value >= 1e-15 && value <= 1e15) {
                return value;
            }
        } catch (NumberFormatException _) { // said below
        }
        throw new TimesUnreadable(
                "%s: %s is '%s', but must be a number above 0 such as 12.5".formatted(at, quantity.word(), text));
    }

    private List<Series> series(OptionalInt cores) {
        List<Series> series = new ArrayList<>();
        all.forEach((name, lines) -> {
            if (lines.values.isEmpty()) {
                throw new TimesUnreadable("%s has the plain program of '%s' and nothing else".formatted(file, name));
            }
            series.add(new Series(
                    name.isEmpty() ? quantity.word() : name,
                    quantity,
                    lines.values.entrySet().stream()
                            .map(one -> new Series.Point(one.getKey(), lines.threads.get(one.getKey()), one.getValue()))
                            .toList(),
                    Optional.of(lines.plain).filter(plain -> !plain.isEmpty()),
                    cores));
        });
        return List.copyOf(series);
    }
}
