// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Estimates of the room that a text takes. A drawing is made where there may be no fonts, and is shown with whatever
/// font the reader has; so it is counted by a wide one, DejaVu Sans.
final class Letters {
    private static final String NARROW = " .,:;'|!iljI[]()";
    private static final String MIDDLE = "frt-/\"";
    private static final String WIDE = "mwMW@%";
    private static final String SIGNS = ":-=/._"; // behind which a name may be broken

    private Letters() {}

    /// In the units of `size`.
    static double width(String text, double size) {
        return size
                * text.codePoints()
                        .mapToDouble(c -> NARROW.indexOf(c) >= 0
                                ? 0.36
                                : MIDDLE.indexOf(c) >= 0
                                        ? 0.42
                                        : WIDE.indexOf(c) >= 0
                                                ? 0.98
                                                : c >= 0x2e80 ? 1 : c >= 'A' && c <= 'Z' ? 0.7 : 0.625)
                        .sum();
    }

    static double widest(Collection<String> texts, double size) {
        return texts.stream().mapToDouble(text -> width(text, size)).max().orElse(0);
    }

    /// The text in lines of at most `room`, broken at blanks, else after a sign, else anywhere.
    static List<String> wrap(String text, double room, double size) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (width(rest, size) > room) {
            int fits = fitting(rest, room, size);
            int at = rest.lastIndexOf(' ', fits);
            if (at <= 0) {
                at = behindASign(rest, fits);
            }
            if (at <= 0) {
                at = fits;
            }
            lines.add(rest.substring(0, at).strip());
            rest = rest.substring(at).strip();
        }
        if (!rest.isEmpty() || lines.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }

    /// @return 0 if there is none among so many
    private static int behindASign(String text, int most) {
        int at = most;
        while (at > 0 && SIGNS.indexOf(text.charAt(at - 1)) < 0) {
            at--;
        }
        return at;
    }

    /// The number of chars from the beginning that have room; at least one letter.
    private static int fitting(String text, double room, double size) {
        int at = 0;
        double used = 0;
        while (at < text.length()) {
            int next = text.offsetByCodePoints(at, 1);
            used += width(text.substring(at, next), size);
            if (used > room && at > 0) {
                break;
            }
            at = next;
        }
        return at;
    }
}
