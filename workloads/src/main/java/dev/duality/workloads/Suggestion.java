// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// A guess at the name that somebody meant who typed one that nobody has: the known name that is nearest by letters
/// that are missing, too many, others, or two that changed places. A name that is far from all is a guess at nothing.
public final class Suggestion {
    private static final int LETTERS_TO_A_SLIP = 3;

    private Suggestion() {}

    /// A question to put into a complaint, such as `did you mean cache? `, with a blank behind it; empty if no name is
    /// near.
    /// @param known what there is
    public static String question(String typed, Collection<String> known) {
        return of(typed, known).map("did you mean %s? "::formatted).orElse("");
    }

    /// The nearest of the known names; of several, the first. Upper case and lower case are alike, and `ring` is near
    /// to `messaging:ring`.
    public static Optional<String> of(String typed, Collection<String> known) {
        record Near(String name, int slips) {}
        String word = typed.strip().toLowerCase(Locale.ROOT);
        return known.stream()
                .map(name -> new Near(name, slips(word, name.toLowerCase(Locale.ROOT))))
                .filter(near -> near.slips < Integer.MAX_VALUE)
                .min(Comparator.comparingInt(Near::slips))
                .map(Near::name);
    }

    /// @return [Integer#MAX_VALUE] if so many that it is another word
    private static int slips(String typed, String name) {
        int colon = name.indexOf(':') + 1;
        String group = name.substring(0, colon);
        String bare = typed.startsWith(group) ? typed.substring(colon) : typed;
        String tail = bare.contains(":") ? name : name.substring(colon);
        int slips = distance(bare, tail);
        int allowed = Math.max(1, bare.length() / LETTERS_TO_A_SLIP);
        return slips <= allowed && 2 * slips < bare.length() ? slips : Integer.MAX_VALUE;
    }

    /// Damerau and Levenshtein's, in which no letter is changed twice. Names are short: longer ones differ.
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > a.length() / 2) {
            return Integer.MAX_VALUE;
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : least(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int least(int[][] cost, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
