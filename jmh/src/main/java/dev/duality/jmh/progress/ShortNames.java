// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The names of a plan's steps where there is no room for them. One part of a name is left out, or two are, or as many
/// words as it takes, where `~` stands, such that no other name of the plan fits what is left: that says which step it
/// is.
final class ShortNames {
    /// A shorter name would be a part of nothing.
    private static final int SHORTEST = 8; // characters

    /// The number of characters that may be lost besides, so that whole parts of a name are left out.
    private static final int SLACK = 12;

    /// An end of what is left out that is no end of a part of the name counts as so many characters more.
    private static final int WITHIN_A_PART = 4;

    private static final String SIGN = "~";

    /// A word of a name has the sign behind it, such as `skew=` and `0,`.
    private static final String AFTER_A_WORD = "(?<=[^\\p{Alnum}.])";

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
            return String.join(SIGN, pieces());
        }

        List<String> pieces() {
            String head = name.substring(0, first.start);
            String tail = name.substring(second.end);
            return second.length() == 0
                    ? List.of(head, tail)
                    : List.of(head, name.substring(first.end, second.start), tail);
        }

        int weight() {
            return first.weight(name) + (second.length() == 0 ? 0 : second.weight(name));
        }
    }

    /// Whether a name looks the same but for what is left out between the pieces of another.
    private static boolean fits(List<String> pieces, String name) {
        int at = pieces.getFirst().length();
        if (!name.startsWith(pieces.getFirst())) {
            return false;
        }
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int found = name.indexOf(piece, at);
            if (found < 0) {
                return false;
            }
            at = found + piece.length();
        }
        return name.length() - pieces.getLast().length() >= at && name.endsWith(pieces.getLast());
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
                .map(Cut::text)
                .or(() -> words(name, room))
                .orElseGet(() -> once.getFirst().text());
    }

    /// That without word after word, the longest first, as long as no other name fits what is left.
    /// @return empty if there is no room for those that tell it from others
    private Optional<String> words(String name, int room) {
        List<String> words = List.of(name.split(AFTER_A_WORD));
        List<Integer> longestFirst = IntStream.range(0, words.size())
                .boxed()
                .sorted(Comparator.comparingInt(
                                (Integer word) -> words.get(word).length())
                        .reversed())
                .toList();
        BitSet out = new BitSet();
        while (String.join(SIGN, pieces(words, out)).length() > room) {
            Optional<Integer> next = longestFirst.stream()
                    .filter(word -> !out.get(word) && isUnlike(name, pieces(words, with(out, word))))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            out.set(next.get());
        }
        return Optional.of(String.join(SIGN, pieces(words, out)));
    }

    private static BitSet with(BitSet out, int word) {
        BitSet more = (BitSet) out.clone();
        more.set(word);
        return more;
    }

    /// The parts between those that are out; the first and the last may be empty.
    private static List<String> pieces(List<String> words, BitSet out) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int start = out.nextSetBit(0); start >= 0; start = out.nextSetBit(from)) {
            pieces.add(String.join("", words.subList(from, start)));
            from = out.nextClearBit(start);
        }
        pieces.add(String.join("", words.subList(from, words.size())));
        return pieces;
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
        return cuts.stream().filter(cut -> isUnlike(cut.name, cut.pieces())).findFirst();
    }

    /// Whether no other name of the plan fits the pieces of one.
    private boolean isUnlike(String name, List<String> pieces) {
        return steps.stream().map(Step::name).noneMatch(other -> !other.equals(name) && fits(pieces, other));
    }
}
