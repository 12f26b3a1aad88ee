// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Latencies;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The facts of each fork that a row shows when it is opened: what it measured, and where its files are.
final class ForkFacts {
    private static final int MOST_FORKS = 100; // of one row
    private static final int MOST_FILES = 10; // of one fork

    private final Map<String, List<CellRecord>> records;
    private final RowFacts rows;

    ForkFacts(Run run, RowFacts rows) {
        this.rows = rows;
        records = run.records().stream()
                .collect(Collectors.groupingBy(CellRecord::cell, LinkedHashMap::new, Collectors.toList()));
    }

    List<TableView> of(Cell cell) {
        return RowFacts.table(
                "Forks",
                List.of("fork", "began", "took s", "cpus", "ops/s", "ns/op", "open loop", "job s", "files"),
                records.getOrDefault(cell.id(), List.of()).stream()
                        .limit(MOST_FORKS)
                        .map(this::fork)
                        .toList());
    }

    /// The remark about forks that have no room.
    String more(Cell cell) {
        int all = records.getOrDefault(cell.id(), List.of()).size();
        return all > MOST_FORKS ? Digits.whole(all - MOST_FORKS) + " more forks stand in run.json." : "";
    }

    private List<String> fork(CellRecord record) {
        List<String> files =
                new ArrayList<>(record.files().stream().map(RunFolder::placeOf).toList());
        List<String> figures = switch (record.outcome()) {
            case Outcome.Measured fork -> {
                fork.open().forEach(loop -> files.add(RunFolder.placeOfHistogram(loop.histogram())));
                yield List.of(
                        fork.cpus().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                        fork.closed()
                                .map(loop -> Digits.three(loop.opsPerSecond()))
                                .orElse(""),
                        fork.closed()
                                .map(loop -> Digits.three(loop.nanosPerOp()))
                                .orElse(""),
                        fork.open().stream().map(this::open).collect(Collectors.joining("; ")),
                        fork.job().map(job -> Digits.three(job.seconds())).orElse(""));
            }
            case Outcome.Failed(String reason, Optional<String> _) -> List.of("", "failed: " + reason, "", "", "");
            case Outcome.Skipped(String reason) -> List.of("", "skipped: " + reason, "", "", "");
        };
        List<String> texts = new ArrayList<>();
        texts.add(record.fork() + (record.attempt() > 1 ? ", attempt " + record.attempt() : ""));
        boolean begins = begins(record);
        texts.add(begins ? record.started().truncatedTo(ChronoUnit.SECONDS).toString() : "");
        texts.add(begins ? Digits.three(seconds(record)) : "");
        texts.addAll(figures);
        texts.add(files.stream().limit(MOST_FILES).collect(Collectors.joining(", "))
                + (files.size() > MOST_FILES ? ", and " + (files.size() - MOST_FILES) + " more" : ""));
        return texts;
    }

    /// Whether it is the first attempt of its JVM: the times of a JVM are those of all attempts that it made.
    private boolean begins(CellRecord record) {
        return records.get(record.cell()).stream()
                .noneMatch(other -> other.fork() == record.fork()
                        && other.started().equals(record.started())
                        && other.attempt() < record.attempt());
    }

    private static double seconds(CellRecord record) {
        Duration took = Duration.between(record.started(), record.finished());
        return took.toSeconds() + took.toNanosPart() / 1e9;
    }

    private String open(OpenLoop loop) {
        return Digits.three(loop.achievedPerSecond()) + " of " + Digits.three(loop.targetPerSecond()) + "/s: "
                + (Latencies.bears(loop.count(), 50)
                        ? "p50 " + rows.nanos(OptionalLong.of(loop.p50Nanos())) + ", "
                        : "")
                + "worst " + rows.nanos(OptionalLong.of(loop.maxNanos())) + " ns";
    }
}
