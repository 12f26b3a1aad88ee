// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.SubstrateSide;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.WaitComparison;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The table of what waiting costs: the same kernels by several waits.
public final class WaitSheet {
    private static final String SPIN = "spin";
    private static final String PARK = "park";

    private WaitSheet() {}

    /// One, if kernels were measured by several waits.
    public static List<Table> of(Findings findings) {
        List<WaitComparison> kernels = findings.waits();
        return kernels.isEmpty() ? List.of() : List.of(waits(kernels, new Settings(findings)));
    }

    private static Table waits(List<WaitComparison> kernels, Settings settings) {
        Set<String> waits = new LinkedHashSet<>();
        kernels.forEach(kernel -> waits.addAll(kernel.byWait().keySet()));
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(waits);
        List<List<String>> rows = new ArrayList<>();
        for (WaitComparison kernel : kernels) {
            rows.add(List.of(settings.kernel(kernel.kernel())));
            rows.add(figure("  round trip ns", kernel, waits, of -> Digits.three(of.nanosPerOp())));
            rows.add(figure(
                    "    over that by " + WaitComparison.BASE,
                    kernel,
                    waits,
                    of -> of.ratio().map(ratio -> Digits.ratio(ratio.value())).orElse("")));
            rows.add(figure(
                    "  CPU-ns/op",
                    kernel,
                    waits,
                    of -> three(of.row().closed().orElseThrow().costs().cpuNanosPerOp())));
            if (kernel.rate().isPresent()) {
                rows.add(figure(
                        "  p50 ns at " + Digits.whole(kernel.rate().getAsDouble()) + "/s",
                        kernel,
                        waits,
                        of -> three(of.openNanos())));
                rows.add(figure(
                        "    over that by " + WaitComparison.BASE,
                        kernel,
                        waits,
                        of -> of.openRatio().isPresent()
                                ? Digits.ratio(of.openRatio().getAsDouble())
                                : ""));
            }
        }
        return Table.of("What waiting costs", head, rows, contrasts(kernels));
    }

    private static List<String> figure(
            String what, WaitComparison kernel, Set<String> waits, Function<WaitComparison.Of, String> text) {
        List<String> row = new ArrayList<>(List.of(what));
        waits.forEach(wait ->
                row.add(Optional.ofNullable(kernel.byWait().get(wait)).map(text).orElse("")));
        return row;
    }

    /// The same kernel by two waits; and, for each workload, the two message kernels and waits that differ most, as a
    /// careless table has them.
    private static List<String> contrasts(List<WaitComparison> kernels) {
        List<String> lines = new ArrayList<>();
        Map<String, List<WaitComparison>> messages = new LinkedHashMap<>();
        for (WaitComparison kernel : kernels) {
            if (SubstrateSide.of(kernel.kernel().substrate()) == SubstrateSide.MESSAGING) {
                messages.computeIfAbsent(kernel.kernel().workload(), _ -> new ArrayList<>())
                        .add(kernel);
            }
        }
        messages.forEach((workload, all) -> {
            WaitComparison first = all.getFirst();
            WaitComparison.contrast(first, SPIN, first, PARK)
                    .ifPresent(found -> lines.add("The same queue: " + workload + " on "
                            + first.kernel().substrate() + ", park against spin: " + times(found) + "."));
            all.stream()
                    .skip(1)
                    .flatMap(other -> WaitComparison.contrast(first, SPIN, other, PARK).stream())
                    .max((a, b) -> Double.compare(worst(a), worst(b)))
                    .ifPresent(found -> lines.add("What a table that does not name its waits calls a gap: " + workload
                            + " on " + found.second().kernel().substrate() + " by park against "
                            + first.kernel().substrate() + " by spin: " + times(found) + "; by equal waits "
                            + equal(first, found.second()) + "."));
        });
        return lines;
    }

    private static double worst(WaitComparison.Contrast contrast) {
        return Math.max(contrast.closed(), contrast.open().orElse(0));
    }

    private static String times(WaitComparison.Contrast contrast) {
        return Digits.ratio(contrast.closed()) + " times the round trip"
                + (contrast.open().isPresent()
                        ? ", and " + Digits.ratio(contrast.open().getAsDouble())
                                + " times the latency where there is time to fall asleep"
                        : "");
    }

    /// Such as `1.05 (pause) to 3.10 (yield) times the round trip`.
    private static String equal(WaitComparison first, WaitComparison second) {
        return first.byWait().keySet().stream()
                .flatMap(wait -> WaitComparison.contrast(first, wait, second, wait).stream())
                .map(found -> Digits.ratio(found.closed()) + " (" + found.firstWait() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String three(OptionalDouble value) {
        return value.isPresent() ? Digits.three(value.getAsDouble()) : "";
    }
}
