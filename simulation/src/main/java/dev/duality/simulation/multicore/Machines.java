// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.results.folder.JsonComplaint;
import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The machines that there are numbers for, and files of users that describe others.
///
/// A file is JSON: `title`, `sources`, `assumed`, `unit` (`cycles` or `ns`), `ghz`, `cores` (hardware threads),
/// `threadsPerCore`, `groups`, `sharingLastLevel`, `dieDistance`, `classes`, `times` and `rules`, as [MachineSpec]
/// names them; `homeBusy`
/// and `farUpdate` are in the unit, too.
public final class Machines {
    /// Those that come with Duality, by name.
    public static final List<String> NAMES = List.of(
            "opteron-6172",
            "xeon-e7-8867l",
            "niagara-2",
            "tile-gx36",
            "epyc-7742",
            "epyc-7773x",
            "epyc-7r13",
            "xeon-8275cl",
            "xeon-8375c",
            "ryzen-5950x",
            "graviton-2");

    private static final double PICOSECONDS_OF_NANO = 1_000;
    private static final int MOST_BYTES = 1 << 20;

    private static final Set<String> KEYS = Set.of(
            "title",
            "sources",
            "assumed",
            "unit",
            "ghz",
            "cores",
            "threadsPerCore",
            "groups",
            "sharingLastLevel",
            "dieDistance",
            "classes",
            "times",
            "rules");
    private static final Set<String> TIMES = Set.of(
            "l1",
            "lastLevel",
            "memory",
            "loadModified",
            "loadOwned",
            "loadShared",
            "storeModified",
            "storeShared",
            "updateModified",
            "updateShared",
            "updateOwn",
            "pause");
    private static final Set<String> RULES = Set.of(
            "ownerShares",
            "migratory",
            "sharedFromLastLevel",
            "waitedLoad",
            "waitedUpdate",
            "waitedUpdateFar",
            "invalidation",
            "homeBusy",
            "perGroup",
            "homes",
            "farUpdate",
            "storeBuffer",
            "outstanding");

    private Machines() {}

    /// One of [#NAMES], or a file that describes one.
    /// @throws BadInput if it is neither, or the file is wrong
    public static MachineSpec named(String nameOrFile) {
        if (NAMES.contains(nameOrFile)) {
            try (InputStream in = Machines.class.getResourceAsStream("machines/" + nameOrFile + ".json")) {
                return of(nameOrFile, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Path file = Path.of(nameOrFile);
        if (!nameOrFile.endsWith(".json")) {
            throw new BadInput("there is no machine '%s'; there are %s, and files that end in .json"
                    .formatted(nameOrFile, String.join(", ", NAMES)));
        }
        byte[] bytes;
        try {
            bytes = RegularFile.bytes(file, MOST_BYTES);
        } catch (IOException e) {
            throw new BadInput("cannot read the machine %s: %s".formatted(file, Reasons.of(e)), e);
        }
        return of(file.getFileName().toString().replaceFirst("\\.json$", ""), bytes);
    }

    private static MachineSpec of(String name, byte[] bytes) {
        try {
            return new Reader(name, JsonMapper.shared().readTree(bytes)).read();
        } catch (JacksonException e) {
            throw new BadInput("machine %s: %s".formatted(name, JsonComplaint.of(e)), e);
        } catch (IllegalArgumentException e) {
            throw new BadInput("machine %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /// Reads one description.
    private record Reader(String name, JsonNode root) {
        private MachineSpec read() {
            refuseUnknown(root, "", KEYS);
            JsonNode times = required(root, "times");
            refuseUnknown(times, "times.", TIMES);
            JsonNode rules = required(root, "rules");
            refuseUnknown(rules, "rules.", RULES);
            double cycle = PICOSECONDS_OF_NANO / number(root, "ghz");
            double unit = switch (required(root, "unit").asString()) {
                case "cycles" -> cycle;
                case "ns" -> PICOSECONDS_OF_NANO;
                default -> throw new IllegalArgumentException("unit must be cycles or ns");
            };
            return new MachineSpec(
                    name,
                    required(root, "title").asString(),
                    list(root, "sources", JsonNode::asString),
                    root.path("assumed").asString(""),
                    (int) number(root, "cores"),
                    (int) number(root, "threadsPerCore"),
                    list(root, "groups", JsonNode::asInt),
                    (int) number(root, "sharingLastLevel"),
                    list(root, "dieDistance", row -> elements(row, JsonNode::asInt)),
                    list(root, "classes", JsonNode::asString),
                    new MachineSpec.Times(
                            cycle,
                            number(times, "l1") * unit,
                            number(times, "lastLevel") * unit,
                            row(times, "memory", unit),
                            row(times, "loadModified", unit),
                            row(times, "loadOwned", unit),
                            row(times, "loadShared", unit),
                            row(times, "storeModified", unit),
                            row(times, "storeShared", unit),
                            row(times, "updateModified", unit),
                            row(times, "updateShared", unit),
                            number(times, "updateOwn") * unit,
                            number(times, "pause") * unit),
                    new MachineSpec.Rules(
                            required(rules, "ownerShares").asBoolean(),
                            required(rules, "migratory").asBoolean(),
                            required(rules, "sharedFromLastLevel").asBoolean(),
                            number(rules, "waitedLoad"),
                            number(rules, "waitedUpdate"),
                            number(rules, "waitedUpdateFar"),
                            number(rules, "invalidation"),
                            number(rules, "homeBusy") * unit,
                            required(rules, "perGroup").asBoolean(),
                            (int) number(rules, "homes"),
                            number(rules, "farUpdate") * unit,
                            (int) number(rules, "storeBuffer"),
                            (int) number(rules, "outstanding")));
        }

        /// A key that nobody reads is a misspelt one.
        private static void refuseUnknown(JsonNode node, String above, Set<String> known) {
            if (!node.isObject()) {
                throw new IllegalArgumentException("%s must be an object in { }"
                        .formatted(above.isEmpty() ? "it" : "'" + above.replace(".", "'")));
            }
            for (String key : node.propertyNames()) {
                if (!known.contains(key)) {
                    throw new IllegalArgumentException("there is no such key as '%s%s'; %sthere are %s"
                            .formatted(
                                    above,
                                    key,
                                    Suggestion.question(key, known),
                                    known.stream().sorted().collect(Collectors.joining(", "))));
                }
            }
        }

        private static JsonNode required(JsonNode node, String field) {
            JsonNode value = node.get(field);
            if (value == null || value.isNull()) {
                throw new IllegalArgumentException("'%s' is missing".formatted(field));
            }
            return value;
        }

        private static double number(JsonNode node, String field) {
            JsonNode value = required(node, field);
            if (!value.isNumber() || !(value.asDouble() >= 0)) {
                throw new IllegalArgumentException("'%s' must be a number of 0 or more".formatted(field));
            }
            return value.asDouble();
        }

        private static List<Double> row(JsonNode node, String field, double unit) {
            return list(node, field, value -> {
                if (!value.isNumber() || !(value.asDouble() >= 0)) {
                    throw new IllegalArgumentException("'%s' must hold numbers of 0 or more".formatted(field));
                }
                return value.asDouble() * unit;
            });
        }

        private static <T> List<T> list(JsonNode node, String field, Function<JsonNode, T> each) {
            JsonNode value = required(node, field);
            if (!value.isArray()) {
                throw new IllegalArgumentException("'%s' must be a list".formatted(field));
            }
            return elements(value, each);
        }

        private static <T> List<T> elements(JsonNode list, Function<JsonNode, T> each) {
            List<T> elements = new ArrayList<>();
            list.forEach(element -> elements.add(each.apply(element)));
            return elements;
        }
    }
}
