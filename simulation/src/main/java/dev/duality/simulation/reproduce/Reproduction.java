// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.reproduce;

import dev.duality.results.table.Markdown;
import dev.duality.results.table.Table;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.GateVerdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Gates with what we found, as tables.
///
/// @param gate what was published
/// @param finding ours
public record Reproduction(Gate gate, GateResult finding) {
    private static final List<Table.Head> HEADS = Stream.of(
                    "", "source", "what", "published", "tolerance", "ours", "verdict")
            .map(Table.Head::words)
            .toList();

    private List<String> cells() {
        return List.of(
                Integer.toString(gate.number()),
                gate.source(),
                gate.what(),
                gate.paper(),
                gate.tolerance().text(),
                finding.ours(),
                finding.verdict().label());
    }

    /// Three lines for each: what it is, what was published, and what we found.
    public static String text(List<Reproduction> all) {
        StringBuilder text = new StringBuilder();
        for (Reproduction one : all) {
            text.append(one.lines());
        }
        return text.toString();
    }

    /// The three lines of one.
    public String lines() {
        return String.format(
                Locale.ROOT,
                "%-3d %s (%s)%n    published  %s   [%s]%n    ours       %s   %s%n",
                gate.number(),
                gate.what(),
                gate.source(),
                gate.paper(),
                gate.tolerance().text(),
                finding.ours(),
                finding.verdict().label());
    }

    /// Such as `51 of 52 met; missed: 113 (known, see results/README.md and docs/multicore.md)`.
    ///
    /// @param known gates that are known to be missed, and the document that says more
    public static String summary(List<Reproduction> all, Map<Integer, String> known) {
        String missed = all.stream()
                .filter(one -> one.finding.verdict() == GateVerdict.MISSED)
                .map(one -> one.gate.number())
                .map(number -> number
                        + (known.containsKey(number)
                                ? " (known, see results/README.md and %s)".formatted(known.get(number))
                                : ""))
                .collect(Collectors.joining(", "));
        long open = count(all, GateVerdict.INCONCLUSIVE);
        return "%d of %d met".formatted(count(all, GateVerdict.MET), all.size())
                + (open == 0 ? "" : ", %d inconclusive".formatted(open))
                + (missed.isEmpty() ? "" : "; missed: " + missed);
    }

    private static long count(List<Reproduction> all, GateVerdict verdict) {
        return all.stream().filter(one -> one.finding.verdict() == verdict).count();
    }

    /// A table for Markdown, a row for each.
    public static String markdown(List<Reproduction> all) {
        return Stream.concat(Markdown.head(HEADS).stream(), all.stream().map(Reproduction::row))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private String row() {
        return Markdown.row(cells().stream().map(Markdown::text).toList());
    }
}
