// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reasons that stand once below the table, and by their number in it.
final class Footnotes {
    private final List<String> notes = new ArrayList<>();

    /// Such as `B(1,3)`. A failure has no mark: its reason stands among the failures.
    /// @param more what there is to say beside the grade's own reasons
    String mark(Grade grade, List<String> more) {
        return grade.failed()
                ? grade.letter().name()
                : grade.letter()
                        + mark(Stream.concat(grade.reasons().stream(), more.stream())
                                .toList());
    }

    private String mark(List<String> reasons) {
        return reasons.isEmpty()
                ? ""
                : reasons.stream()
                        .map(this::number)
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    private int number(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
        return notes.indexOf(note) + 1;
    }
}
