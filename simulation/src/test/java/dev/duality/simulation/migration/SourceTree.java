// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the units of a `make` in the sources of this repository: those of all modules, without tests and examples. A
/// source refers to what it imports, and to the sources of its own package that its code names.
final class SourceTree {
    private static final String MAIN = "/src/main/java/";
    private static final Pattern COMMENT = Pattern.compile("//.*|/\\*(?s:.*?)\\*/");
    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w*");

    private record Source(String module, String name, String text) {
        private String packageName() {
            return name.substring(0, name.lastIndexOf('.'));
        }
    }

    private SourceTree() {}

    /// @throws UncheckedIOException if they cannot be read
    static Units of(Path root) {
        Map<String, Source> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                String path = root.relativize(file).toString().replace('\\', '/');
                int main = path.indexOf(MAIN + "dev/duality/");
                if (main > 0
                        && path.endsWith(".java")
                        && !path.endsWith("-info.java")
                        && !path.startsWith("examples/")) {
                    String name = path.substring(main + MAIN.length(), path.length() - ".java".length())
                            .replace('/', '.');
                    sources.put(name, new Source(path.substring(0, main), name, Files.readString(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the sources below " + root, e);
        }
        List<String> names = List.copyOf(sources.keySet());
        return new Units(
                names.stream().map(name -> unit(sources.get(name), names)).toList());
    }

    private static Units.Unit unit(Source source, List<String> names) {
        String code = COMMENT.matcher(source.text).replaceAll("");
        TreeSet<Integer> uses = new TreeSet<>();
        for (Matcher found = IMPORT.matcher(code); found.find(); ) {
            uses.add(place(found.group(1), names));
        }
        for (Matcher found = NAME.matcher(code); found.find(); ) {
            uses.add(place(source.packageName() + "." + found.group(), names));
        }
        uses.remove(-1);
        uses.remove(place(source.name, names));
        return new Units.Unit(
                source.module, source.name, source.text.getBytes(StandardCharsets.UTF_8).length, List.copyOf(uses));
    }

    /// The place of the source that has a class, or a member or an inner class of it; -1 if none has.
    private static int place(String name, List<String> names) {
        for (String outer = name; outer.contains("."); outer = outer.substring(0, outer.lastIndexOf('.'))) {
            int place = Collections.binarySearch(names, outer);
            if (place >= 0) {
                return place;
            }
        }
        return -1;
    }
}
