// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Jar;
import dev.duality.results.Machine;
import dev.duality.results.Run;
import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.LatencyGap;
import dev.duality.results.finding.Measure;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Row;
import dev.duality.results.finding.Skip;
import dev.duality.results.finding.Verdict;
import dev.duality.results.statistics.Digits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sentences around the table, the same in text and Markdown.
public final class Words {
    /// The head of what [#missedRates] gives.
    static final String MISSED = "Missed an offered rate, and so no latencies at it";

    private Words() {}

    /// The rows that are broken, or gave a wrong answer.
    static List<Failure> failed(Findings findings) {
        return findings.failures().stream()
                .filter(failure -> !failure.isMissedRate())
                .toList();
    }

    /// Offered rates that a row did not keep up with: its other figures stand.
    static List<Failure> missedRates(Findings findings) {
        return findings.failures().stream().filter(Failure::isMissedRate).toList();
    }

    /// Empty for a complete run.
    public static List<String> incomplete(Findings findings) {
        Run run = findings.run();
        long cells = run.plan().stream()
                .filter(cell -> run.records(cell).findAny().isPresent())
                .count();
        String done = cells + " of " + run.plan().size() + " cells have a record";
        return switch (run.status()) {
            case COMPLETE -> List.of();
            case INTERRUPTED -> List.of("This run is incomplete: it was interrupted; " + done + ".");
            case RUNNING -> List.of("This run is incomplete: it is still under way, or was killed; " + done + ".");
        };
    }

    /// The sentences under a workload's verdict.
    public static List<String> evidence(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Compared compared -> {
                List<String> lines = new ArrayList<>();
                Measure measure = compared.headline().gap().measure();
                lines.add(compared.headline().who() + "; by " + measure.text() + ", grade "
                        + compared.headline().gap().letters());
                lines.add("shared: " + range(measure, compared.sharing()) + "; messages: "
                        + range(measure, compared.messaging()));
                compared.elsewhere()
                        .forEach(pair ->
                                lines.add(regime(pair) + ": " + pair.text() + " (" + pair.who() + unlike(measure, pair)
                                        + ", grade " + pair.gap().letters() + ")"));
                lines.addAll(beside(measure, compared.delegation(), compared.inPlace()));
                compared.latency().ifPresent(gap -> lines.add(latency(gap)));
                compared.others().forEach(pair -> lines.add(also(measure, pair)));
                yield lines;
            }
            case Verdict.Inconclusive none -> {
                List<String> lines = new ArrayList<>(beside(Measure.THROUGHPUT, none.delegation(), none.inPlace()));
                none.others().forEach(pair -> lines.add(also(Measure.THROUGHPUT, pair)));
                yield lines;
            }
        };
    }

    /// The sentences that set messages against others beside the headline: an owner of the shared side, and what shares
    /// nothing.
    ///
    /// @param usual the measure that they have where they say none
    private static List<String> beside(
            Measure usual, Optional<Verdict.Pair> delegation, Optional<Verdict.Pair> inPlace) {
        List<String> lines = new ArrayList<>();
        delegation.ifPresent(pair -> lines.add("delegation, as many workers and as many servers: " + pair.text() + " ("
                + pair.who() + unlike(usual, pair) + ")"));
        inPlace.ifPresent(
                pair -> lines.add("in place nothing that is written is shared, so this is a distance and no gap: "
                        + pair.gap().text() + " (" + pair.who() + unlike(usual, pair) + ")"));
        return lines;
    }

    /// Such as `, by time of the job`, where the pair is compared by another measure than the usual one.
    static String unlike(Measure usual, Verdict.Pair pair) {
        Measure own = pair.gap().measure();
        return own == usual ? "" : ", by " + own.text();
    }

    private static String regime(Verdict.Pair pair) {
        return pair.message().regime().map(Regime::text).orElse("without a floor");
    }

    /// Such as `latency at 100,000/s, messages over shared memory: p50 1.03 x [1.02, 1.04]; ...`.
    private static String latency(LatencyGap gap) {
        return "latency at " + Digits.whole(gap.targetPerSecond()) + "/s, messages over shared memory ("
                + gap.pair().who() + "): "
                + Stream.concat(
                                gap.points().stream().map(LatencyGap.Point::text),
                                Stream.of("worst " + Digits.three((double) gap.worstMessageNanos()) + " and "
                                        + Digits.three((double) gap.worstSharedNanos()) + " ns"))
                        .collect(Collectors.joining("; "));
    }

    /// The two processors that a floor is between.
    static String cpus(FloorFinding floor) {
        return floor.cpus().isEmpty()
                ? "two threads that were not pinned"
                : "cpus " + floor.cpus().stream().map(String::valueOf).collect(Collectors.joining(" and "));
    }

    /// @param met whether loads of the run met such a machine, or nobody knows what they met
    private static String floor(FloorFinding floor, boolean met) {
        String cpus = "between " + cpus(floor);
        String spread = floor.times() == 1
                ? "measured once"
                : "measured " + floor.times() + " times, "
                        + Digits.three(floor.roundTripNanos().lowest()) + " to "
                        + Digits.three(floor.roundTripNanos().highest()) + " ns, drift "
                        + Digits.three(floor.drift() * 100) + " %";
        String forms = floor.forms().stream()
                .map(form -> form.name() + " " + Digits.three(form.roundTripNanos()))
                .collect(Collectors.joining("; "));
        String empty = floor.emptyMethodNanos().isEmpty()
                ? ""
                : "; an empty method costs "
                        + Digits.three(floor.emptyMethodNanos().getAsDouble()) + " ns";
        String where = Regime.nameOf(floor.regime()).map(name -> ", " + name).orElse("");
        String other = met ? "" : ", in a regime that no load of the run met";
        return "Row 0, the floor by itself" + where + ": the round trip of one cache line " + cpus + other + ", "
                + spread
                + ". Forms: " + forms
                + ". Clock: step " + Digits.three(floor.clockStepNanos()) + " ns, cost "
                + Digits.three(floor.clockCostNanos()) + " ns" + empty + ".";
    }

    /// All floors that were measured by themselves.
    public static List<String> floors(Findings findings) {
        List<FloorFinding> rows = findings.rowsOfFloors();
        return findings.floors().stream()
                .map(floor -> floor(floor, rows.contains(floor)))
                .toList();
    }

    /// The machines that the run met; empty if no load has probes.
    public static List<String> regimes(Findings findings) {
        return regimes(findings, _ -> true);
    }

    /// @param shown whether a column is in the table, by its title in one line
    static List<String> regimes(Findings findings, Predicate<String> shown) {
        List<Regime> all = findings.regimes().all();
        if (all.isEmpty()) {
            return List.of();
        }
        String moves = findings.loads().moves().text();
        return List.of((all.size() == 1 ? "One regime: " : all.size() + " regimes: ")
                + all.stream()
                        .map(regime -> regime.text() + " (" + Digits.three(regime.lowestNanos()) + " to "
                                + Digits.three(regime.highestNanos()) + "), " + regime.loads())
                        .collect(Collectors.joining("; "))
                + ". Such a floor is the median of the probes before and after each load"
                + (shown.test("x floor") ? ", and x floor is over these" : "") + "; row 0 is the"
                + " quickest form of looks of its own." + (moves.isEmpty() ? "" : " " + moves + "."));
    }

    /// The machine and program that the run ran on and how to run it again, by its name.
    public static Map<String, String> provenance(Findings findings) {
        Run run = findings.run();
        Machine machine = run.machine();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "machine",
                Stream.of(
                                Stream.of(
                                        machine.cpu(),
                                        machine.topology(),
                                        machine.usableCores() + " of " + machine.cores() + " cores usable"
                                                + (machine.quotaCores() == 0
                                                        ? ""
                                                        : " (quota " + Digits.ratio(machine.quotaCores()) + ")")),
                                machine.caches().stream(),
                                Stream.of(
                                        "governor " + machine.governor(),
                                        "clock " + machine.clockSource(),
                                        "virtualisation " + machine.virtualisation(),
                                        machine.kernel(),
                                        machine.architecture(),
                                        Digits.three(machine.memoryBytes() / (double) (1 << 30)) + " GiB"))
                        .flatMap(parts -> parts)
                        .collect(Collectors.joining(", ")));
        lines.put(
                "java",
                run.jvm().version() + ", " + run.jvm().vendor() + ", "
                        + run.jvm().vm());
        lines.put(
                "flags",
                run.jvm().flags().isEmpty()
                        ? "none"
                        : String.join(" ", run.jvm().flags()));
        lines.put("commit", run.commit().id() + (run.commit().dirty() ? ", with changes that are not in it" : ""));
        if (!run.jars().isEmpty()) {
            lines.put("jars", run.jars().stream().map(Jar::text).collect(Collectors.joining("; ")));
        }
        lines.put(
                "run",
                run.id() + ", preset " + run.preset() + ", seed " + run.seed() + ", " + run.started()
                        + run.finished()
                                .map(end -> end.isBefore(run.started())
                                        ? ", until " + end + " by a clock that was set back"
                                        : ", took "
                                                + Duration.between(run.started(), end)
                                                        .toSeconds() + " s")
                                .orElse(""));
        lines.put("command", run.command());
        return lines;
    }

    static String failure(Failure failure) {
        String load = failure.part() instanceof Failure.Part.Whole
                ? ""
                : ", " + failure.part().text();
        return failure.cell().id() + load + ": " + failure.reason()
                + failure.log().map(log -> " (log: " + log + ")").orElse("");
    }

    public static String skip(Skip skip) {
        return skip.cell().id() + ": " + skip.reason();
    }

    private static String also(Measure usual, Verdict.Pair pair) {
        return "also: " + pair.text() + " (" + pair.who() + unlike(usual, pair) + ", grade "
                + pair.gap().grade().letter() + ")";
    }

    private static String range(Measure measure, Verdict.Range range) {
        return range.best().equals(range.worst())
                ? "only " + value(measure, range.best())
                : "best " + value(measure, range.best()) + ", worst " + value(measure, range.worst());
    }

    private static String value(Measure measure, Row row) {
        return row.cell().substrate() + " " + amount(measure, row);
    }

    /// With its unit.
    static String amount(Measure measure, Row row) {
        String unit = switch (measure) {
            case THROUGHPUT -> " ops/s";
            case JOB -> " s";
            case LATENCY -> " ns";
        };
        return Digits.three(measure.value(row)) + unit;
    }
}
