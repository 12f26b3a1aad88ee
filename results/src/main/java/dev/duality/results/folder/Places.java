// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Folders and files in a text, by their whole path. Only one machine has them, and they may name its owner.
public final class Places {
    private static final Pattern PLACE =
            Pattern.compile("(^|[\\s=,:;@('\"])((?:/|///)(?!/)[^\\s,:;'\"]+|[A-Za-z]:\\\\[^\\s,'\"]+)");

    private static final Pattern KEPT = Pattern.compile("(?<=\\s)(--out[= ])('[^']*'|\"[^\"]*\"|\\S+)");

    private Places() {}

    /// Those that are in it, in the order of their letters.
    public static Set<String> in(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            places.add(place.group(2));
        }
        return places;
    }

    /// The text with the last name of each place in its stead: `/a/b/java` is `java`.
    public static String withoutFolders(String text) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(place.group(1) + lastName(place.group(2))));
    }

    /// A command of `duality` that keeps its run below the project's folder. Where a run was kept is no part of what
    /// was measured, and only one machine has the place.
    public static String keptBelow(String command) {
        return KEPT.matcher(command)
                .replaceAll(out -> Matcher.quoteReplacement(
                        Places.in(out.group()).isEmpty()
                                ? out.group()
                                : out.group(1) + "runs/" + lastName(out.group(2).replaceAll("['\"]", ""))));
    }

    private static String lastName(String place) {
        String[] names = place.split("[/\\\\]+");
        return names.length == 0 ? "" : names[names.length - 1];
    }
}
