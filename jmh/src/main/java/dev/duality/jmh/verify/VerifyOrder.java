// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.verify;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.cell.Pairs;
import dev.duality.shm.Waiting;
import dev.duality.workloads.Placement;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The order of what of a workload is to be compared.
///
/// @param substrates those that were asked for, `shm` or `messaging` for all of a kind; all if there are none
/// @param workers how many, one after the other
/// @param values of the workload's parameters
/// @param waiting how everybody waits; empty for what each side is used to
/// @param owners how many share the state, on sides that have any
/// @param operations how many of each worker are compared
/// @param histories how many of several workers are recorded
/// @param placement how far apart the parties are: threads, or processes of this machine
/// @param done what needs not be compared again
public record VerifyOrder(
        String workload,
        List<String> substrates,
        List<Integer> workers,
        Map<String, String> values,
        Optional<Waiting> waiting,
        int owners,
        long seed,
        int operations,
        int histories,
        Placement placement,
        List<Subject> done) {
    public VerifyOrder {
        substrates = List.copyOf(substrates);
        workers = List.copyOf(workers);
        values = Map.copyOf(values);
        done = List.copyOf(done);
    }

    VerifyOrder without(Collection<Subject> subjects) {
        return new VerifyOrder(
                workload,
                substrates,
                workers,
                values,
                waiting,
                owners,
                seed,
                operations,
                histories,
                placement,
                List.copyOf(subjects));
    }

    /// @throws UncheckedIOException if it cannot be written
    void write(Path file) {
        Properties to = new Properties();
        to.setProperty("workload", workload);
        to.setProperty("substrates", String.join(" ", substrates));
        to.setProperty("workers", joined(workers.stream().map(String::valueOf)));
        to.setProperty("values", Pairs.text(new LinkedHashMap<>(values)));
        to.setProperty("wait", waiting.map(Waiting::label).orElse(""));
        to.setProperty("owners", Integer.toString(owners));
        to.setProperty("seed", Long.toString(seed));
        to.setProperty("operations", Integer.toString(operations));
        to.setProperty("histories", Integer.toString(histories));
        to.setProperty("placement", placement.label());
        to.setProperty("done", joined(done.stream().map(Subject::text)));
        try (Writer writer = Files.newBufferedWriter(file)) {
            to.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String joined(Stream<String> words) {
        return words.collect(Collectors.joining(" "));
    }

    /// @throws UncheckedIOException if the file cannot be read
    static VerifyOrder read(Path file) {
        Properties from = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            from.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
        return new VerifyOrder(
                from.getProperty("workload"),
                words(from, "substrates"),
                words(from, "workers").stream().map(Integer::valueOf).toList(),
                Pairs.parse(from.getProperty("values")),
                words(from, "wait").stream().map(CellSpec::waitingOf).findFirst(),
                Integer.parseInt(from.getProperty("owners")),
                Long.parseLong(from.getProperty("seed")),
                Integer.parseInt(from.getProperty("operations")),
                Integer.parseInt(from.getProperty("histories")),
                Placement.of(from.getProperty("placement")),
                words(from, "done").stream().map(Subject::parse).toList());
    }

    private static List<String> words(Properties from, String name) {
        return Arrays.stream(from.getProperty(name).split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
