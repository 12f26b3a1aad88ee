// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The line of a [TimesFile] that names its columns.
///
/// @param columns in their order
/// @param quantity what was measured
record TimesHead(List<String> columns, Quantity quantity) {
    /// Before the line was read.
    static final TimesHead NONE = new TimesHead(List.of(), Quantity.SECONDS);

    static final String N = "n";
    static final String SERIES = "series";
    static final String THREADS = "threads";

    private static final Map<String, Set<String>> OTHERS_CALL_IT = Map.of(
            N,
            Set.of(
                    "concurrency",
                    "clients",
                    "cores",
                    "cpus",
                    "load",
                    "nodes",
                    "p",
                    "processes",
                    "processors",
                    "users",
                    "vus",
                    "workers"),
            Quantity.SECONDS.label(),
            Set.of("duration", "elapsed", "runtime", "s", "sec", "time", "t", "wall"),
            Quantity.THROUGHPUT.label(),
            Set.of("ops", "ops/s", "qps", "rate", "req/s", "rps", "tps", "x"));
    private static final Map<String, String> ADVICE = Map.of(
            "", "is there a separator at the line's end? leave it out",
            "speedup", "call it throughput, if it is over n = 1 of the same series, and keep the line of n = 1",
            "ms", "divide by 1,000 and call it seconds",
            "us", "divide by 1,000,000 and call it seconds",
            "ns", "divide by 1,000,000,000 and call it seconds");

    TimesHead {
        columns = List.copyOf(columns);
    }

    /// @param at where the line stands, for people
    /// @param fields of the line
    /// @throws TimesUnreadable if a column is unknown, missing or there twice
    static TimesHead of(String at, List<String> fields) {
        List<String> columns = fields.stream()
                .map(field -> field.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (columns.getFirst().startsWith("sep=")) {
            throw new TimesUnreadable(
                    at + ": sep= is for spreadsheets alone, and the separator is found without it; leave it out");
        }
        if (columns.stream().allMatch(column -> NumberText.of(column).isPresent())) {
            throw new TimesUnreadable(
                    at + ": there are numbers; the first line must name the columns, such as n,seconds");
        }
        for (String column : columns) {
            if (!List.of(N, SERIES, THREADS, Quantity.SECONDS.label(), Quantity.THROUGHPUT.label())
                    .contains(column)) {
                throw new TimesUnreadable(
                        "%s: there is a column %s; %s".formatted(at, NumberText.shown(column), advice(column)));
            }
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new TimesUnreadable(at + ": a column is there twice; leave one out");
        }
        boolean seconds = columns.contains(Quantity.SECONDS.label());
        if (!columns.contains(N) || seconds == columns.contains(Quantity.THROUGHPUT.label())) {
            throw new TimesUnreadable("%s: there must be a column n and one of seconds, throughput, but there are %s%s"
                    .formatted(
                            at,
                            columns,
                            columns.contains(THREADS) && !columns.contains(N)
                                    ? "; threads counts servers, too: if there are none, call it n"
                                    : ""));
        }
        return new TimesHead(columns, seconds ? Quantity.SECONDS : Quantity.THROUGHPUT);
    }

    private static String advice(String column) {
        return OTHERS_CALL_IT.entrySet().stream()
                .filter(one -> one.getValue().contains(column))
                .findFirst()
                .map(one -> "call it " + one.getKey() + ", if that is what it is")
                .orElseGet(() -> ADVICE.getOrDefault(column, unknown(column)));
    }

    /// Such as `seconds (s)`, or a whole line with blanks or bars between its columns.
    private static String unknown(String column) {
        List<String> words = Pattern.compile("[^a-z]++").splitAsStream(column).toList();
        boolean several = words.contains(N)
                && (words.contains(Quantity.SECONDS.label()) || words.contains(Quantity.THROUGHPUT.label()));
        if (several) {
            return "put commas between the columns, here and in each line";
        }
        return Stream.of(Quantity.SECONDS, Quantity.THROUGHPUT)
                .map(Quantity::label)
                .filter(words::contains)
                .findFirst()
                .map(name -> "call it %s alone, if that is what it is".formatted(name))
                .orElse("what is known are n, seconds or throughput, series, threads, with commas between");
    }
}
