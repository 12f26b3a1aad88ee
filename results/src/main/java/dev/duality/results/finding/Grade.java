// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import java.util.ArrayList;
import java.util.List;

/// The trust that a row deserves on this machine, and what keeps it from more (docs/measuring.md, rule 21).
///
/// @param reasons one line each; empty for an [Letter#A]
public record Grade(Letter letter, List<String> reasons) {
    /// Best first.
    public enum Letter {
        /// Pinned, quiet, enough cores.
        A,
        /// Enough cores, but not pinned, not quiet, profiled, not steady, or forks that disagree.
        B,
        /// More threads than cores, or several of the others.
        C,
        /// Rate missed, answers wrong, or better than the machine allows: no row.
        FAIL
    }

    public Grade {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty() != (letter == Letter.A)) {
            throw new IllegalArgumentException(
                    "grade " + letter + " has " + reasons.size() + " reasons, but A has none and the others some");
        }
    }

    public static Grade best() {
        return new Grade(Letter.A, List.of());
    }

    /// A letter lower, but no failure.
    Grade lowered(String reason) {
        return and(letter.compareTo(Letter.B) < 0 ? Letter.B : Letter.C, reason);
    }

    /// This grade, or `other` if that is worse, with the reasons of both.
    Grade and(Letter other, String reason) {
        List<String> all = new ArrayList<>(reasons);
        all.add(reason);
        return new Grade(letter.compareTo(other) > 0 ? letter : other, all);
    }

    /// The worse of both letters, with the reasons of both, each once.
    public Grade and(Grade other) {
        List<String> all = new ArrayList<>(reasons);
        other.reasons.stream().filter(reason -> !all.contains(reason)).forEach(all::add);
        return new Grade(letter.compareTo(other.letter) > 0 ? letter : other.letter, all);
    }

    public boolean failed() {
        return letter == Letter.FAIL;
    }
}
