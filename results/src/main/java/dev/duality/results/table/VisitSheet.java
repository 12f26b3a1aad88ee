// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.VisitCosts;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;

/// The table of what a process costs that moves: at once, and by the loads that come later.
public final class VisitSheet {
    private static final double BYTES_OF_A_KIB = 1024;

    private VisitSheet() {}

    /// One, if visits without calls were measured with several numbers of files and pages.
    public static List<Table> of(Findings findings) {
        List<VisitCosts> costs = findings.visitCosts();
        return costs.isEmpty() ? List.of() : List.of(table(costs));
    }

    private static Table table(List<VisitCosts> costs) {
        List<List<String>> rows = new ArrayList<>();
        Settings settings = new Settings(costs.stream().map(VisitCosts::cell).toList());
        for (VisitCosts each : costs) {
            rows.add(line(each, name(each, settings)));
        }
        List<String> below = new ArrayList<>();
        below.add(
                "A visit without calls takes ns + files x ns a file + KiB of changed pages x ns a KiB. By messages it is two"
                        + " moves of an image, there and home; handed over, it is a word.");
        for (VisitCosts touching : costs) {
            costs.stream()
                    .filter(other -> touching.touching()
                            && touching.differsInTouching(other)
                            && touching.fit().fits()
                            && other.fit().fits())
                    .findFirst()
                    .ifPresent(other -> below.add(later(touching, other, name(touching, settings))));
        }
        below.add(
                "Fitted so that the squares of the relative errors are least. Within: by so much of a place the terms miss"
                        + " it at most; beyond 25 % they say nothing.");
        below.add(
                "Sprite's move (Douglis and Ousterhout 1991): 76 ms, 9.4 ms a file, and 660 KB/s, which is 1.5 ms a KB.");
        return Table.of(
                "What a process costs that moves: ns of a visit by its files and its bytes",
                List.of("substrate", "touched", "ns", "ns a file", "ns a KiB", "R2", "within %"),
                rows,
                below);
    }

    private static String name(VisitCosts costs, Settings settings) {
        return settings.row(costs.cell(), "files", "pages", "touch");
    }

    private static List<String> line(VisitCosts each, String name) {
        boolean fits = each.fit().fits();
        return List.of(
                name,
                each.touching() ? "all" : "none",
                fits ? words(each.visit(), 1) : "inconclusive",
                fits ? words(each.file(), 1) : "",
                fits ? words(each.octet(), BYTES_OF_A_KIB) : "",
                Digits.ratio(each.fit().explained()),
                percent(each.fit().farthest()));
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? Digits.whole(100 * share) : "";
    }

    /// Such as `shm:handover 2+0: 3.20 ns a KiB when it moves, and 41.7 more when all of it is changed there`.
    private static String later(VisitCosts touching, VisitCosts other, String name) {
        return name + ": "
                + Digits.three(BYTES_OF_A_KIB * other.octet().nanos())
                + " ns a KiB when it moves, and "
                + Digits.three(BYTES_OF_A_KIB
                        * (touching.octet().nanos() - other.octet().nanos()))
                + " more when all of it is changed there";
    }

    private static String words(VisitCosts.Term term, double times) {
        return Digits.three(times * term.nanos())
                + term.interval()
                        .map(range -> " " + range.text(end -> Digits.three(times * end)))
                        .orElse(" (1 fork)");
    }
}
