// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cell;

import dev.duality.workloads.BadInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Names and values in one text, as people write them: `name=value;name=value`. [#parse] and [#text] are inverse.
public final class Pairs {
    private static final char ESCAPE = '\\';
    private static final char BETWEEN = ';';
    private static final char COMMA = ','; // JMH's -p splits there
    private static final Pattern ESCAPES = Pattern.compile("\\\\(?:[;\\\\]|u([0-9a-fA-F]{4}))");

    private Pairs() {}

    /// Takes `name=value;name=value` apart. Blanks around names and values do not count. Within them a backslash makes
    /// a semicolon or a backslash behind it a plain one, and with `u` and four hexadecimal digits it is the character
    /// of that number: so a comma comes through JMH's `-p`, and a blank stays at an end. Before anything else it is
    /// itself.
    /// @throws BadInput if a part is no such pair
    public static SequencedMap<String, String> parse(String set) {
        SequencedMap<String, String> pairs = new LinkedHashMap<>();
        for (String pair : parts(set)) {
            if (!pair.isBlank()) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new BadInput(
                            "'%s' is not name=value; a semicolon in a value is written as \\;".formatted(pair));
                }
                String name = plain(pair.substring(0, equals).strip());
                if (pairs.put(name, plain(pair.substring(equals + 1).strip())) != null) {
                    throw new BadInput("'%s' names %s twice; name it once".formatted(set, name));
                }
            }
        }
        return pairs;
    }

    /// The pairs of several such texts together, each name once.
    /// @param option that they were given by, for who names one twice
    /// @throws BadInput as [#parse], if a text has no pair, and if a name comes again
    public static SequencedMap<String, String> all(String option, Iterable<String> sets) {
        SequencedMap<String, String> all = new LinkedHashMap<>();
        for (String set : sets) {
            SequencedMap<String, String> pairs = parse(set);
            if (pairs.isEmpty()) {
                throw new BadInput("%s names nothing: '%s' is not name=value".formatted(option, set));
            }
            pairs.forEach((name, value) -> {
                if (all.put(name, value) != null) {
                    throw new BadInput("%s names %s twice; name it once".formatted(option, name));
                }
            });
        }
        return all;
    }

    /// The parts between semicolons that no backslash stands before.
    private static List<String> parts(String set) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < set.length(); at++) {
            if (set.charAt(at) == ESCAPE) {
                at++;
            } else if (set.charAt(at) == BETWEEN) {
                parts.add(set.substring(start, at));
                start = at + 1;
            }
        }
        parts.add(set.substring(start));
        return parts;
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        Matcher escapes = ESCAPES.matcher(text);
        while (escapes.find()) {
            String number = escapes.group(1);
            String meant =
                    number == null ? escapes.group().substring(1) : Character.toString(Integer.parseInt(number, 16));
            escapes.appendReplacement(plain, Matcher.quoteReplacement(meant));
        }
        return escapes.appendTail(plain).toString();
    }

    /// Puts it together again, so that [#parse] gives the same. It is one line, and goes through JMH's `-p`.
    /// @param pairs names are not empty and have no `=`
    public static String text(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> escaped(pair.getKey()) + "=" + escaped(pair.getValue()))
                .collect(Collectors.joining(String.valueOf(BETWEEN)));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            boolean end = at == 0 || at == text.length() - 1;
            if (one == ESCAPE || one == BETWEEN) {
                escaped.append(ESCAPE).append(one);
            } else if (one == COMMA || Character.isISOControl(one) || end && Character.isWhitespace(one)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) one));
            } else {
                escaped.append(one);
            }
        }
        return escaped.toString();
    }
}
