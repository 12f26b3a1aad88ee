// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Figure;
import dev.duality.results.Floor;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Usage;
import dev.duality.results.statistics.Latencies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Every number of every fork in a row of its own, as databases and plotting programs want it. Nothing is taken
/// together; only what a count or the clock does not bear is left out. Floors stand there as the workload `floor`.
final class LongReport {
    private static final List<String> HEADER = List.of(
            "run",
            "cell",
            "workload",
            "side",
            "substrate",
            "workers",
            "servers",
            "wait",
            "payload_bytes",
            "window",
            "fork",
            "started",
            "load",
            "statistic",
            "unit",
            "value");

    private final Run run;
    private final CsvWriter csv;
    private final double clockStepNanos;

    private LongReport(Run run, CsvWriter csv) {
        this.run = run;
        this.csv = csv;
        clockStepNanos =
                run.floors().stream().mapToDouble(Floor::clockStepNanos).max().orElse(0);
    }

    static String of(Run run) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            LongReport report = new LongReport(run, csv);
            csv.writeRecord(HEADER);
            run.floors().forEach(report::floor);
            for (Cell cell : run.plan()) {
                run.records(cell).forEach(record -> report.record(cell, record));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string was not writable", e);
        }
        return text.toString();
    }

    private void floor(Floor floor) {
        String when = floor.when().name().toLowerCase(Locale.ROOT);
        for (Floor.Form form : floor.forms()) {
            row(
                    "floor",
                    List.of("floor", "", "", "1", "1", "", "", ""),
                    "",
                    floor.at().toString(),
                    when,
                    form.name(),
                    "ns",
                    form.roundTripNanos());
        }
    }

    private void record(Cell cell, CellRecord record) {
        if (!(record.outcome() instanceof Outcome.Measured measured)) {
            return; // the report that has a row per cell tells why
        }
        measured.closed().ifPresent(loop -> {
            row(cell, record, "closed", "ops_per_second", "1/s", loop.opsPerSecond());
            row(cell, record, "closed", "ns_per_op", "ns", loop.nanosPerOp());
            known(cell, record, "closed", "bound", "ns", bound(cell));
            loop.warmups().forEach(score -> row(cell, record, "closed", "warmup_score", "1/s", score));
            loop.iterations().forEach(score -> row(cell, record, "closed", "iteration_score", "1/s", score));
            loop.batches().ifPresent(batches -> {
                row(cell, record, "closed", "batch_mean_lowest", "ns", batches.lowestNanos());
                row(cell, record, "closed", "batch_mean_middle", "ns", batches.middleNanos());
                row(cell, record, "closed", "batch_mean_highest", "ns", batches.highestNanos());
            });
            usage(cell, record, "closed", loop.usage());
        });
        measured.open().forEach(loop -> open(cell, record, loop));
        measured.job().ifPresent(job -> {
            row(cell, record, "job", "seconds", "s", job.seconds());
            row(cell, record, "job", "plain_seconds", "s", job.plainSeconds());
            usage(cell, record, "job", job.usage());
        });
    }

    /// What the lines that must cross between cores take where the floor was lowest.
    private OptionalDouble bound(Cell cell) {
        OptionalDouble floor =
                run.floors().stream().mapToDouble(Floor::roundTripNanos).min();
        return floor.isPresent()
                        && cell.lineTransfers().isPresent()
                        && cell.lineTransfers().getAsDouble() > 0
                ? OptionalDouble.of(cell.lineTransfers().getAsDouble() * floor.getAsDouble() / 2)
                : OptionalDouble.empty();
    }

    private void open(Cell cell, CellRecord record, OpenLoop loop) {
        String load = load(loop);
        row(cell, record, load, "achieved_per_second", "1/s", loop.achievedPerSecond());
        row(cell, record, load, "count", "1", (double) loop.count());
        nanos(cell, record, load, "min", loop.minNanos());
        percentile(cell, record, loop, 50, loop.p50Nanos());
        percentile(cell, record, loop, 90, loop.p90Nanos());
        percentile(cell, record, loop, 99, loop.p99Nanos());
        percentile(cell, record, loop, 99.9, loop.p999Nanos());
        percentile(cell, record, loop, 99.99, loop.p9999Nanos());
        nanos(cell, record, load, "max", loop.maxNanos());
        usage(cell, record, load, loop.usage());
    }

    /// Where the count bears it (MEASURING.md, rule 16).
    private void percentile(Cell cell, CellRecord record, OpenLoop loop, double percentile, long nanos) {
        if (Latencies.bears(loop.count(), percentile)) {
            nanos(cell, record, load(loop), "p" + Field.csv(percentile), nanos);
        }
    }

    /// Where the clock can tell it from nothing (MEASURING.md, rule 11).
    private void nanos(Cell cell, CellRecord record, String load, String statistic, long nanos) {
        if (nanos >= clockStepNanos) {
            row(cell, record, load, statistic, "ns", (double) nanos);
        }
    }

    private static String load(OpenLoop loop) {
        return "open " + Field.csv(loop.targetPerSecond()) + "/s";
    }

    private void usage(Cell cell, CellRecord record, String load, Usage usage) {
        row(cell, record, load, "measured_seconds", "s", usage.seconds());
        known(cell, record, load, "cpu_ns_per_op", "ns", usage.cpuNanosPerOp());
        known(cell, record, load, "bytes_per_op", "B", usage.bytesPerOp());
        known(cell, record, load, "voluntary_switches", "1", real(usage.voluntarySwitches()));
        known(cell, record, load, "involuntary_switches", "1", real(usage.involuntarySwitches()));
        known(cell, record, load, "migrations", "1", real(usage.migrations()));
        known(cell, record, load, "steal", "ms", usage.stealMillis());
        known(cell, record, load, "gc", "ms", usage.gcMillis());
        known(cell, record, load, "others_busy_cores", "1", usage.othersBusyCores());
        for (Figure figure : usage.figures()) {
            row(cell, record, load, figure.name(), figure.unit(), figure.value());
        }
    }

    private void known(Cell cell, CellRecord record, String load, String statistic, String unit, OptionalDouble value) {
        value.ifPresent(number -> row(cell, record, load, statistic, unit, number));
    }

    private static OptionalDouble real(OptionalLong value) {
        return value.isPresent() ? OptionalDouble.of((double) value.getAsLong()) : OptionalDouble.empty();
    }

    private void row(Cell cell, CellRecord record, String load, String statistic, String unit, double value) {
        List<String> who = List.of(
                cell.workload(),
                cell.side().name().toLowerCase(Locale.ROOT),
                cell.substrate(),
                String.valueOf(cell.workers()),
                String.valueOf(cell.servers()),
                cell.waits(),
                String.valueOf(cell.payloadBytes()),
                String.valueOf(cell.window()));
        row(cell.id(), who, String.valueOf(record.fork()), record.started().toString(), load, statistic, unit, value);
    }

    private void row(
            String cell,
            List<String> who,
            String fork,
            String started,
            String load,
            String statistic,
            String unit,
            double value) {
        List<String> row = new ArrayList<>(List.of(run.id(), cell));
        row.addAll(who);
        row.addAll(List.of(fork, started, load, statistic, unit, Field.csv(value)));
        csv.writeRecord(row.stream().map(Csv::text).toList());
    }
}
