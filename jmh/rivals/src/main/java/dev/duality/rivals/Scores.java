// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.duality.results.FloorProbes;
import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The scores of a contest in its folder: `rivals.csv`, a row for each fork, written when the fork has ended.
final class Scores {
    private static final String FILE = "rivals.csv";
    private static final long LARGEST = 16L << 20;

    private final Path file;
    private final List<Score> all = new ArrayList<>();

    private Scores(Path file) {
        this.file = file;
    }

    /// Begins a contest in a folder that has none yet.
    static Scores begin(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    file,
                    line("race", "name", "senders", "payload", "round", "figure", "bytes_per_op", "failure", "before_ns", "after_ns"),
                    StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new UncheckedIOException(
                    "cannot begin %s: it is there already; give another folder with --out".formatted(file), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot begin %s: %s; give another folder with --out".formatted(file, Reasons.of(e)), e);
        }
        return new Scores(file);
    }

    /// Reads what a contest has left.
    /// @throws IllegalArgumentException if there is no contest, or a damaged one
    static Scores read(Path folder) {
        Path file = folder.resolve(FILE);
        Scores scores = new Scores(file);
        try {
            RegularFile.require(file, LARGEST);
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
                for (NamedCsvRecord row : rows) {
                    scores.all.add(score(row));
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, Reasons.of(e)), e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        return scores;
    }

    private static Score score(NamedCsvRecord row) {
        String bytes = row.getField("bytes_per_op");
        String race = row.getField("race");
        return new Score(
                Contestant.Race.of(race)
                        .orElseThrow(() -> new IllegalArgumentException("there is no race '" + race + "'")),
                row.getField("name"),
                Integer.parseInt(row.getField("senders")),
                Integer.parseInt(row.getField("payload")),
                Integer.parseInt(row.getField("round")),
                Double.parseDouble(row.getField("figure")),
                bytes.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(bytes)),
                probes(row),
                row.getField("failure"));
    }

    /// Contests of before have no such columns.
    private static Optional<FloorProbes> probes(NamedCsvRecord row) {
        return row.findField("before_ns")
                .filter(before -> !before.isEmpty())
                .map(before -> new FloorProbes(
                        Double.parseDouble(before), Double.parseDouble(row.getField("after_ns"))));
    }

    /// Keeps one more score, in the file first.
    void add(Score score) {
        try {
            Files.writeString(
                    file,
                    line(
                            score.race().word(),
                            score.name(),
                            Integer.toString(score.senders()),
                            Integer.toString(score.payload()),
                            Integer.toString(score.round()),
                            Double.toString(score.figure()),
                            score.bytesPerOp().isPresent()
                                    ? Double.toString(score.bytesPerOp().getAsDouble())
                                    : "",
                            score.failure(),
                            score.probes()
                                    .map(probes -> Double.toString(probes.beforeNanos()))
                                    .orElse(""),
                            score.probes()
                                    .map(probes -> Double.toString(probes.afterNanos()))
                                    .orElse("")),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, Reasons.of(e)), e);
        }
        all.add(score);
    }

    private static String line(String... fields) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().build(text)) {
            writer.writeRecord(fields);
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be written to", e);
        }
        return text.toString();
    }

    List<Score> all() {
        return List.copyOf(all);
    }
}
