// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The names of a plan's steps where there is no room for them. One part of a name is left out, or two are, where `~`
/// stands, such that no other name of the plan fits what is left: that says which step it is.
final class ShortNames {
    /// A shorter name would be a part of nothing.
    private static final int SHORTEST = 8; // characters

    /// The number of characters that may be lost besides, so that whole parts of a name are left out.
    private static final int SLACK = 12;

    /// An end of what is left out that is no end of a part of the name counts as so many characters more.
    private static final int WITHIN_A_PART = 4;

    private static final String SIGN = "~";

    private final List<Step> steps;
    private String name = ""; // the last one that was asked for, as it is drawn once a second
    private String shown = "";
    private int room;

    /// @param steps of the plan, as they are when a name is asked for
    ShortNames(List<Step> steps) {
        this.steps = steps;
    }

    /// A part of a name that is left out.
    private record Hole(int start, int end) {
        int length() {
            return end - start;
        }

        /// The loss that it is.
        int weight(String name) {
            boolean begins = start == 0 || "/ ".indexOf(name.charAt(start - 1)) >= 0;
            boolean ends = end == name.length() || "/,".indexOf(name.charAt(end)) >= 0;
            return length() + (begins ? 0 : WITHIN_A_PART) + (ends ? 0 : WITHIN_A_PART);
        }
    }

    /// A name without two parts of it.
    /// @param second may be empty, at the end of the first
    private record Cut(String name, Hole first, Hole second) {
        String text() {
            return head() + SIGN + (second.length() == 0 ? "" : middle() + SIGN) + tail();
        }

        private String head() {
            return name.substring(0, first.start);
        }

        private String middle() {
            return name.substring(first.end, second.start);
        }

        private String tail() {
            return name.substring(second.end);
        }

        int weight() {
            return first.weight(name) + (second.length() == 0 ? 0 : second.weight(name));
        }

        /// Whether another name looks the same but for what is left out.
        boolean fits(String other) {
            int room = other.length() - head().length() - tail().length() - middle().length();
            if (room < 0 || !other.startsWith(head()) || !other.endsWith(tail())) {
                return false;
            }
            int at = other.indexOf(middle(), head().length());
            return at >= 0 && at <= other.length() - tail().length() - middle().length();
        }
    }

    /// The name of a step, in at most so many characters.
    String of(String name, int room) {
        boolean fits = shown.length() <= room && room - this.room < SLACK; // it grows and shrinks by a character or two
        if (!name.equals(this.name) || !fits) {
            shown = name.length() <= room || room < SHORTEST ? Bar.cut(name, room) : cut(name, room);
            this.name = name;
            this.room = room;
        }
        return name.length() <= room ? name : shown;
    }

    private String cut(String name, int room) {
        List<Cut> once = once(name, name.length() - room + SIGN.length());
        return unlike(once)
                .or(() -> unlike(twice(name, room)))
                .orElse(once.getFirst())
                .text();
    }

    /// Those without one part, the least loss first.
    private static List<Cut> once(String name, int least) {
        List<Cut> cuts = new ArrayList<>();
        for (int start = 0; start + least <= name.length(); start++) {
            for (int end = start + least; end <= Math.min(name.length(), start + least + SLACK); end++) {
                cuts.add(new Cut(name, new Hole(start, end), new Hole(end, end)));
            }
        }
        return sorted(cuts);
    }

    /// Those of which the first word or nothing is left, some whole words in the middle, and as much of the end as
    /// there is room for.
    private static List<Cut> twice(String name, int room) {
        List<Cut> cuts = new ArrayList<>();
        for (int head : new int[] {0, name.indexOf('/') + 1}) {
            for (int from = head + 1; from < name.length(); from++) {
                for (int to = from + 1; to < name.length() && isWord(name, from); to++) {
                    int tail = room - head - (to - from) - 2 * SIGN.length();
                    if (isWord(name, to) && tail >= 0 && name.length() - tail > to) {
                        cuts.add(new Cut(name, new Hole(head, from), new Hole(to, name.length() - tail)));
                    }
                }
            }
        }
        return sorted(cuts);
    }

    /// Whether a word begins or ends there.
    private static boolean isWord(String name, int at) {
        return !Character.isLetterOrDigit(name.charAt(at - 1)) || !Character.isLetterOrDigit(name.charAt(at));
    }

    private static List<Cut> sorted(List<Cut> cuts) {
        cuts.sort(Comparator.comparingInt(Cut::weight)
                .thenComparing(
                        Comparator.<Cut>comparingInt(cut -> cut.first.start).reversed()));
        return cuts;
    }

    private Optional<Cut> unlike(List<Cut> cuts) {
        return cuts.stream()
                .filter(cut ->
                        steps.stream().map(Step::name).noneMatch(other -> !other.equals(cut.name) && cut.fits(other)))
                .findFirst();
    }
}
