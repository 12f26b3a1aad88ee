// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reasons that stand once below the table, and by their number in it.
final class Footnotes {
    private final List<String> notes = new ArrayList<>();

    /// Such as `B(1,3)` or `FAIL(2)`.
    String mark(Grade grade) {
        return grade.letter() + mark(grade.reasons());
    }

    /// Such as `(1,3)`; empty if there is nothing to say.
    String mark(List<String> reasons) {
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
