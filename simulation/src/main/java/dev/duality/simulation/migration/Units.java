// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The units that a `make` of this project compiles: its packages, with their sizes and imports. The resource
/// `units.csv` is what [#of] found in the sources of this repository; `UnitsWriter`, beside the tests, writes it anew.
///
/// @param units the largest first
record Units(List<Unit> units) {
    private static final Pattern PACKAGE = Pattern.compile("^package ([a-z.]+);", Pattern.MULTILINE);
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(dev\\.duality(?:\\.[a-z]+)*)\\.[A-Z*]", Pattern.MULTILINE);
    private static final int COLUMNS = 4;

    /// A package.
    ///
    /// @param files how many sources it has
    /// @param bytes of its sources
    /// @param imports the other packages that it imports from
    record Unit(String name, int files, long bytes, List<String> imports) {
        Unit {
            imports = List.copyOf(imports);
        }

        private String line() {
            return "%s,%d,%d,%s".formatted(name, files, bytes, String.join(" ", imports));
        }

        private static Unit of(String line) {
            String[] columns = line.split(",", -1);
            if (columns.length != COLUMNS) {
                throw new IllegalArgumentException("a unit is name,files,bytes,imports, not '" + line + "'");
            }
            List<String> imports = Arrays.stream(columns[3].split(" "))
                    .filter(name -> !name.isEmpty())
                    .toList();
            return new Unit(columns[0], Integer.parseInt(columns[1]), Long.parseLong(columns[2]), imports);
        }
    }

    Units {
        units = units.stream()
                .sorted(Comparator.comparingLong(Unit::bytes).reversed().thenComparing(Unit::name))
                .toList();
    }

    /// The packages that the main sources below a folder have.
    /// @throws UncheckedIOException if they cannot be read
    static Units of(Path root) {
        SortedMap<String, List<String>> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Units::isSource).sorted().toList()) {
                String text = Files.readString(file);
                Matcher found = PACKAGE.matcher(text);
                if (found.find()) {
                    sources.computeIfAbsent(found.group(1), _ -> new ArrayList<>())
                            .add(text);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the sources below " + root, e);
        }
        List<Unit> units = new ArrayList<>();
        sources.forEach((name, texts) -> {
            SortedSet<String> imports = new TreeSet<>();
            for (String text : texts) {
                Matcher found = IMPORT.matcher(text);
                while (found.find()) {
                    imports.add(found.group(1));
                }
            }
            imports.remove(name);
            imports.retainAll(sources.keySet());
            long bytes = texts.stream()
                    .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                    .sum();
            units.add(new Unit(name, texts.size(), bytes, List.copyOf(imports)));
        });
        return new Units(units);
    }

    private static boolean isSource(Path file) {
        String name = file.toString().replace('\\', '/');
        return name.endsWith(".java") && name.contains("/src/main/java/dev/duality/");
    }

    /// Those of the resource.
    static Units ofProject() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Units.class.getResourceAsStream("units.csv"), "no units.csv"),
                StandardCharsets.UTF_8))) {
            return new Units(lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Unit::of)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read units.csv", e);
        }
    }

    long bytes() {
        return units.stream().mapToLong(Unit::bytes).sum();
    }

    /// For each unit the places of those that must be compiled before it: what it imports, and no circle: of two that
    /// import each other the later one in the alphabet waits.
    List<List<Integer>> before() {
        Map<String, Integer> places = new TreeMap<>();
        for (int place = 0; place < units.size(); place++) {
            places.put(units.get(place).name(), place);
        }
        List<List<Integer>> before = new ArrayList<>();
        units.forEach(_ -> before.add(new ArrayList<>()));
        for (String name : places.keySet()) {
            int place = places.get(name);
            for (String imported : units.get(place).imports()) {
                int other = places.get(imported);
                if (!reaches(before, other, place)) {
                    before.get(place).add(other);
                }
            }
        }
        return before.stream().map(List::copyOf).toList();
    }

    private static boolean reaches(List<List<Integer>> before, int from, int to) {
        return from == to || before.get(from).stream().anyMatch(next -> reaches(before, next, to));
    }

    String lines() {
        return units.stream().map(unit -> unit.line() + "\n").collect(Collectors.joining());
    }
}
