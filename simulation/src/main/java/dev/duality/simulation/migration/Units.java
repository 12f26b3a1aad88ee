// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The sources that a `make` of this project compiles: each of its sources is a job, as each file of C is one, and
/// reads those that it refers to, as a file of C reads its headers. Two sources may refer to each other, so none waits
/// for another one; modules do not, so a module's sources may wait for the modules that they refer to. The resource
/// `units.csv` is what `UnitsWriter`, beside the tests, has found in the sources of this repository.
///
/// @param units in the order of their names
record Units(List<Unit> units) {
    private static final int COLUMNS = 4;

    /// A source.
    ///
    /// @param module the folder of its module
    /// @param name of its class
    /// @param bytes that it has
    /// @param uses the places of the other sources that it refers to
    record Unit(String module, String name, long bytes, List<Integer> uses) {
        Unit {
            uses = List.copyOf(uses);
        }

        String line() {
            return "%s,%s,%d,%s"
                    .formatted(
                            module,
                            name,
                            bytes,
                            uses.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }

        private static Unit of(String line) {
            String[] columns = line.split(",", -1);
            if (columns.length != COLUMNS) {
                throw new IllegalArgumentException("a unit is module,name,bytes,uses, not '" + line + "'");
            }
            List<Integer> uses = Arrays.stream(columns[3].split(" "))
                    .filter(place -> !place.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
            return new Unit(columns[0], columns[1], Long.parseLong(columns[2]), uses);
        }
    }

    Units {
        units = List.copyOf(units);
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

    /// As many of them, from all over the list, and what they refer to of each other.
    /// @param count all, if there are no more
    Units some(int count) {
        if (count >= units.size()) {
            return this;
        }
        List<Integer> kept = IntStream.range(0, count)
                .mapToObj(each -> (int) ((long) each * units.size() / count))
                .toList();
        List<Unit> some = new ArrayList<>();
        for (int place : kept) {
            Unit unit = units.get(place);
            List<Integer> uses =
                    unit.uses.stream().filter(kept::contains).map(kept::indexOf).toList();
            some.add(new Unit(unit.module, unit.name, unit.bytes, uses));
        }
        return new Units(some);
    }

    long bytes() {
        return units.stream().mapToLong(Unit::bytes).sum();
    }

    /// The number of times that a source is opened: each once, and for each one that it refers to.
    long opens() {
        return units.stream().mapToLong(unit -> 1 + unit.uses.size()).sum();
    }

    /// The modules, each behind those that it refers to.
    /// @throws IllegalStateException if two refer to each other
    List<String> modules() {
        List<String> left =
                new ArrayList<>(new TreeSet<>(units.stream().map(Unit::module).toList()));
        List<String> sorted = new ArrayList<>();
        while (!left.isEmpty()) {
            String next = left.stream()
                    .filter(module -> sorted.containsAll(usesOf(module)))
                    .min(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("modules refer to each other: " + left));
            sorted.add(next);
            left.remove(next);
        }
        return sorted;
    }

    /// The other modules that a module refers to.
    List<String> usesOf(String module) {
        return units.stream()
                .filter(unit -> unit.module.equals(module))
                .flatMap(unit -> unit.uses.stream())
                .map(place -> units.get(place).module)
                .filter(other -> !other.equals(module))
                .distinct()
                .sorted()
                .toList();
    }
}
