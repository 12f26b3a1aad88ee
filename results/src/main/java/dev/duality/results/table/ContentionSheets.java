// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Contention;
import dev.duality.results.finding.Contention.Spot;
import dev.duality.results.finding.Contention.ThreadsVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The maps of a table under contention: share of reads down, skew across, one for each total of threads.
final class ContentionSheets {
    private static final String MARKS =
            "* messages win; ~ no difference seen; ? too few rounds for 95 %; else shared memory wins.";

    private ContentionSheets() {}

    static List<Table> of(Contention one) {
        TreeSet<Integer> totals = new TreeSet<>();
        one.spots().forEach(spot -> totals.addAll(spot.byThreads().keySet()));
        List<Table> sheets = new ArrayList<>();
        for (int threads : totals) {
            List<Spot> spots = one.spots().stream()
                    .filter(spot -> spot.byThreads().containsKey(threads))
                    .toList();
            sheets.add(map(one, threads, spots, threads == totals.last() ? verdicts(one) : List.of()));
        }
        return sheets;
    }

    private static Table map(Contention one, int threads, List<Spot> spots, List<String> verdicts) {
        TreeSet<Double> skews = new TreeSet<>();
        TreeSet<Long> reads = new TreeSet<>();
        spots.forEach(spot -> {
            skews.add(spot.skew());
            reads.add(spot.read());
        });
        List<String> head = new ArrayList<>(List.of("reads of 100"));
        skews.forEach(skew -> head.add("skew " + number(skew)));
        List<List<String>> rows = new ArrayList<>();
        for (long read : reads) {
            List<String> row = new ArrayList<>(List.of(Long.toString(read)));
            for (double skew : skews) {
                row.add(spots.stream()
                        .filter(spot -> spot.read() == read && spot.skew() == skew)
                        .findFirst()
                        .map(spot -> CrossoverSheets.mark(spot.byThreads().get(threads)))
                        .orElse(""));
            }
            rows.add(row);
        }
        List<String> below = new ArrayList<>(List.of(MARKS));
        below.addAll(verdicts);
        return Table.of(
                "Where messages overtake: a table of " + one.table() + ", time of " + one.messages() + " over that of "
                        + one.shared() + ", " + threads + " threads each",
                head,
                rows,
                below);
    }

    /// One line for all places of which the same is said.
    private static List<String> verdicts(Contention one) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        one.spots()
                .forEach(spot -> places.computeIfAbsent(words(spot.verdict()), _ -> new ArrayList<>())
                        .add("skew " + number(spot.skew()) + " with " + spot.read() + " reads"));
        return places.entrySet().stream()
                .map(said ->
                        (places.size() == 1 ? "everywhere" : String.join("; ", said.getValue())) + ": " + said.getKey())
                .toList();
    }

    /// Such as `messages overtake between 8 and 16 threads`.
    static String words(ThreadsVerdict verdict) {
        return switch (verdict) {
            case ThreadsVerdict.Overtaken(int after, int by) ->
                "messages overtake between " + after + " and " + by + " threads";
            case ThreadsVerdict.NotReached(int most) -> "not reached with up to " + most + " threads";
            case ThreadsVerdict.MessagesWin(int least) ->
                "messages win from " + least + " threads on, as far as was measured";
            case ThreadsVerdict.Inconclusive(String reason) -> "where messages overtake is inconclusive: " + reason;
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
