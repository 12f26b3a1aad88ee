// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Figure;
import dev.duality.results.Floor;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Usage;
import dev.duality.results.finding.Loads;
import dev.duality.results.finding.Regime;
import dev.duality.results.folder.Places;
import dev.duality.results.statistics.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Every number of every fork in a row of its own, as databases and plotting programs want it. Nothing is taken
/// together, loads that do not count are marked; only what a count or the clock does not bear is left out. Floors stand
/// there as the workload `floor`.
public final class LongReport {
    private static final List<String> HEADER = List.of(
            "run",
            "machine",
            "cores",
            "jdk",
            "commit",
            "cell",
            "workload",
            "side",
            "substrate",
            "class",
            "workers",
            "servers",
            "wait",
            "payload_bytes",
            "window",
            "parameters",
            "fork",
            "attempt",
            "regime",
            "moved",
            "counts",
            "started",
            "load",
            "statistic",
            "unit",
            "value");

    private final Run run;
    private final List<String> where;
    private final List<List<String>> rows = new ArrayList<>();
    private final double clockStepNanos;
    private final Loads loads;

    private LongReport(Run run) {
        this.run = run;
        where = List.of(
                run.id(),
                run.machine().cpu(),
                String.valueOf(run.machine().usableCores()),
                run.jvm().version(),
                run.commit().id() + (run.commit().dirty() ? "-dirty" : ""));
        loads = Loads.of(run);
        clockStepNanos =
                run.floors().stream().mapToDouble(Floor::clockStepNanos).max().orElse(0);
    }

    public static String of(Run run) {
        LongReport report = new LongReport(run);
        run.floors().forEach(report::floor);
        for (Cell cell : run.plan()) {
            List<CellRecord> records = run.records(cell).toList();
            boolean failed = records.stream().anyMatch(record -> record.outcome() instanceof Outcome.Failed);
            records.forEach(record -> report.record(cell, failed, record));
        }
        return Csv.of(Table.of("", HEADER, report.rows, List.of()));
    }

    private void floor(Floor floor) {
        String when = floor.when().name().toLowerCase(Locale.ROOT);
        for (Floor.Form form : floor.forms()) {
            row(
                    "floor",
                    List.of("floor", "", "", "", "1", "1", "", "", "", ""),
                    List.of("", "", "", "", ""),
                    floor.at().toString(),
                    when,
                    form.name(),
                    "ns",
                    form.roundTripNanos());
        }
    }

    /// Such as `capacity=400;policy=clock`, to be split at `;` and then at `=`; neither is in a name or a value. A file
    /// is its last name: nobody else has its folders.
    private static String parameters(Cell cell) {
        return cell.params().entrySet().stream()
                .map(parameter -> Word.value(parameter.getKey()) + "="
                        + Word.value(Places.withoutFolders(parameter.getValue().value())))
                .collect(Collectors.joining(";"));
    }

    /// A load of one attempt at a fork.
    ///
    /// @param counts whether it is the attempt that the report counts
    private record At(Cell cell, CellRecord record, String load, Optional<FloorProbes> probes, boolean counts) {}

    /// @param failed whether a fork of the cell failed: then the others are the lucky ones, and none counts
    private void record(Cell cell, boolean failed, CellRecord record) {
        if (!(record.outcome() instanceof Outcome.Measured measured)) {
            return; // the report that has a row per cell tells why
        }
        measured.closed().ifPresent(loop -> {
            At at = new At(cell, record, "closed", loop.probes(), !failed && loads.counts(record, Loads.Kind.CLOSED));
            row(at, "ops_per_second", "1/s", loop.opsPerSecond());
            row(at, "ns_per_op", "ns", loop.nanosPerOp());
            known(at, "bound", "ns", bound(cell, loop.probes()));
            loop.warmups().forEach(score -> row(at, "warmup_score", "1/s", score));
            loop.iterations().forEach(score -> row(at, "iteration_score", "1/s", score));
            loop.batches().ifPresent(batches -> {
                row(at, "batch_mean_lowest", "ns", batches.lowestNanos());
                row(at, "batch_mean_middle", "ns", batches.middleNanos());
                row(at, "batch_mean_highest", "ns", batches.highestNanos());
            });
            probes(at);
            usage(at, loop.usage());
        });
        measured.open().forEach(loop -> {
            boolean counts = !failed && loads.counts(record, Loads.Kind.open(loop.targetPerSecond()));
            open(new At(cell, record, load(loop), loop.probes(), counts), loop);
        });
        measured.job().ifPresent(job -> {
            At at = new At(cell, record, "job", job.probes(), !failed && loads.counts(record, Loads.Kind.JOB));
            row(at, "seconds", "s", job.seconds());
            row(at, "passes", "1", job.passes());
            probes(at);
            usage(at, job.usage());
        });
    }

    private void probes(At at) {
        at.probes.ifPresent(probes -> {
            row(at, "floor_before", "ns", probes.beforeNanos());
            row(at, "floor_after", "ns", probes.afterNanos());
        });
    }

    /// The time that the lines which must cross between cores take: by the load's own floor, else where that of the run
    /// was lowest.
    private OptionalDouble bound(Cell cell, Optional<FloorProbes> probes) {
        OptionalDouble floor = probes.isPresent()
                ? OptionalDouble.of(
                        Math.min(probes.get().beforeNanos(), probes.get().afterNanos()))
                : run.floors().stream().mapToDouble(Floor::roundTripNanos).min();
        return floor.isPresent()
                        && cell.lineTransfers().isPresent()
                        && cell.lineTransfers().getAsDouble() > 0
                ? OptionalDouble.of(cell.lineTransfers().getAsDouble() * floor.getAsDouble() / 2)
                : OptionalDouble.empty();
    }

    private void open(At at, OpenLoop loop) {
        row(at, "achieved_per_second", "1/s", loop.achievedPerSecond());
        row(at, "behind", "ns", (double) loop.behindNanos());
        row(at, "count", "1", (double) loop.count());
        nanos(at, "min", loop.minNanos());
        percentile(at, loop, 50, loop.p50Nanos());
        percentile(at, loop, 90, loop.p90Nanos());
        percentile(at, loop, 99, loop.p99Nanos());
        percentile(at, loop, 99.9, loop.p999Nanos());
        percentile(at, loop, 99.99, loop.p9999Nanos());
        nanos(at, "max", loop.maxNanos());
        loop.beyond()
                .forEach(beyond ->
                        row(at, "stretches beyond p" + Field.csv(beyond.percentile()), "1", beyond.stretches()));
        row(at, "stalls_per_second", "1/s", loop.stalls().perSecond());
        row(at, "stalled", "s", loop.stalls().stalledSeconds());
        probes(at);
        usage(at, loop.usage());
    }

    /// Adds a percentile where the count bears it (docs/measuring.md, rule 16); from how many stretches it comes stands
    /// beside it.
    private void percentile(At at, OpenLoop loop, double percentile, long nanos) {
        if (Latencies.bears(loop.count(), percentile)) {
            nanos(at, "p" + Field.csv(percentile), nanos);
        }
    }

    /// Adds a time where the clock can tell it from nothing (docs/measuring.md, rule 11).
    private void nanos(At at, String statistic, long nanos) {
        if (nanos >= clockStepNanos) {
            row(at, statistic, "ns", (double) nanos);
        }
    }

    private static String load(OpenLoop loop) {
        return "open " + Field.csv(loop.targetPerSecond()) + "/s";
    }

    private void usage(At at, Usage usage) {
        row(at, "measured_seconds", "s", usage.seconds());
        known(at, "cpu_ns_per_op", "ns", usage.cpuNanosPerOp());
        known(at, "bytes_per_op", "B", usage.bytesPerOp());
        known(at, "voluntary_switches", "1", real(usage.voluntarySwitches()));
        known(at, "involuntary_switches", "1", real(usage.involuntarySwitches()));
        known(at, "migrations", "1", real(usage.migrations()));
        known(at, "steal", "ms", usage.stealMillis());
        known(at, "gc", "ms", usage.gcMillis());
        known(at, "others_busy_cores", "1", usage.othersBusyCores());
        for (Figure figure : usage.figures()) {
            row(at, figure.name(), figure.unit(), figure.value());
        }
    }

    private void known(At at, String statistic, String unit, OptionalDouble value) {
        value.ifPresent(number -> row(at, statistic, unit, number));
    }

    private static OptionalDouble real(OptionalLong value) {
        return value.isPresent() ? OptionalDouble.of((double) value.getAsLong()) : OptionalDouble.empty();
    }

    private void row(At at, String statistic, String unit, double value) {
        Cell cell = at.cell;
        CellRecord record = at.record;
        List<String> who = List.of(
                cell.workload(),
                cell.side().label(),
                cell.substrate(),
                cell.rowClass().text(),
                String.valueOf(cell.workers()),
                String.valueOf(cell.servers()),
                cell.waits(),
                String.valueOf(cell.payloadBytes()),
                String.valueOf(cell.window()),
                parameters(cell));
        boolean moved = at.probes.filter(FloorProbes::moved).isPresent();
        List<String> when = List.of(
                String.valueOf(record.fork()),
                String.valueOf(record.attempt()),
                moved ? "" : loads.regimes().of(at.probes).map(Regime::label).orElse(""),
                at.probes.isEmpty() ? "" : String.valueOf(moved),
                String.valueOf(at.counts));
        row(cell.id(), who, when, record.started().toString(), at.load, statistic, unit, value);
    }

    private void row(
            String cell,
            List<String> who,
            List<String> when,
            String started,
            String load,
            String statistic,
            String unit,
            double value) {
        List<String> row = new ArrayList<>(where);
        row.add(cell);
        row.addAll(who);
        row.addAll(when);
        row.addAll(List.of(started, load, statistic, unit, Field.csv(value)));
        rows.add(row);
    }
}
