// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The prefixes of all domains, the longest first. Immutable. As in Sprite, they are tried one after the other.
public final class Prefixes {
    private final String[] texts; // by domain
    private final String[] byLength;
    private final int[] domains; // of those

    /// @param texts of each domain, absolute; that of the first is `/`
    Prefixes(List<String> texts) {
        this.texts = texts.toArray(String[]::new);
        this.domains = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(
                        (Integer domain) -> -texts.get(domain).length()))
                .mapToInt(Integer::intValue)
                .toArray();
        this.byLength = IntStream.of(domains).mapToObj(texts::get).toArray(String[]::new);
    }

    public int count() {
        return texts.length;
    }

    public String text(int domain) {
        return texts[domain];
    }

    /// The domain with the longest prefix that an absolute name begins with.
    int longest(String name) {
        for (int i = 0; i < byLength.length; i++) {
            if (covers(byLength[i], name)) {
                return domains[i];
            }
        }
        throw new IllegalArgumentException("'" + name + "' is no absolute name");
    }

    /// Whether a name begins with all the components of a prefix.
    public static boolean covers(String prefix, String name) {
        return name.startsWith(prefix)
                && (prefix.length() == 1 || name.length() == prefix.length() || name.charAt(prefix.length()) == '/');
    }

    /// The part of a name behind a prefix that covers it.
    public static String rest(String prefix, String name) {
        return name.length() <= prefix.length() ? "" : name.substring(prefix.length() == 1 ? 1 : prefix.length() + 1);
    }
}
