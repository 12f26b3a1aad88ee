// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import dev.duality.results.CellRecord;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.PlainText;
import dev.duality.results.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// The files that the records of a run name. Whatever else is in its folder does not belong to the run.
///
/// @param folder of the run
/// @param run with the records
/// @param evidence the files of that folder
record NamedFiles(Path folder, Run run, EvidenceFiles evidence) {
    /// Their places within the folder, `/` between two names.
    SortedSet<String> named() {
        SortedSet<String> named = new TreeSet<>();
        for (CellRecord record : run.records()) {
            record.files().forEach(name -> named.add(RunFolder.placeOf(name)));
            if (record.outcome() instanceof Outcome.Measured measured) {
                measured.open().forEach(loop -> named.add(RunFolder.placeOfHistogram(loop.histogram())));
            }
        }
        return named;
    }

    /// Those of the archive that no record names; empty without an archive.
    List<String> unnamed() {
        Set<String> named = named();
        return !Archive.isIn(folder)
                ? List.of()
                : Archive.names(folder).stream()
                        .filter(name -> !named.contains(name))
                        .map(PlainText::line)
                        .toList();
    }

    /// The bytes that they take as they lie there: the archive's, if there is one.
    long bytes() {
        return Archive.isIn(folder)
                ? folder.resolve(Archive.NAME).toFile().length()
                : named().stream()
                        .mapToLong(name -> folder.resolve(name).toFile().length())
                        .sum();
    }

    /// See [RunFolder#copyTo].
    void copyTo(Path to, Run published, UnaryOperator<String> cleaned) {
        SortedMap<String, AtomicFile.Content> archive = new TreeMap<>();
        for (CellRecord record : run.records()) {
            if (record.outcome() instanceof Outcome.Measured measured) {
                for (OpenLoop loop : measured.open()) {
                    byte[] log = evidence.histogram(loop.histogram());
                    archive.put(RunFolder.placeOfHistogram(loop.histogram()), out -> out.write(log));
                }
            }
            for (String name : record.files()) {
                String text = cleaned.apply(new String(evidence.ofFork(name), StandardCharsets.UTF_8));
                archive.put(RunFolder.placeOf(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        EvidenceFiles.write(to.resolve(RunFolder.RUN), out -> out.write(RunJson.write(published)));
        try {
            Archive.write(to.resolve(Archive.NAME), archive);
        } catch (IOException e) {
            throw new RunUnwritable(
                    "cannot write %s: %s; make room".formatted(to.resolve(Archive.NAME), Reasons.of(e)), e);
        }
    }
}
