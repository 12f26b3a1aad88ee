// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.workloads.Suggestion;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads a machine's description, and takes nothing in it that it does not know.
///
/// @param path where in the file the object is, such as `times.`; empty at the top
record MachineFile(String path, JsonNode node) {
    private static final double PICOSECONDS_OF_NANO = 1_000;
    private static final double LEAST_GHZ = 0.01;
    private static final double MOST_GHZ = 100;
    private static final int MOST_TIME = 1_000_000; // in either unit some thousand times what any machine takes
    private static final int MOST_COUNT = 1 << 16;
    private static final List<String> TOP = List.of(
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
    private static final List<String> TIMES = List.of(
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
    private static final List<String> RULES = List.of(
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

    /// @throws IllegalArgumentException in the user's own words if something is missing, unknown or of another kind
    static MachineSpec read(String name, JsonNode root) {
        MachineFile top = new MachineFile("", root).only(TOP);
        double cycle = PICOSECONDS_OF_NANO / top.number("ghz", LEAST_GHZ, MOST_GHZ, "be a number from 0.01 to 100");
        double unit = switch (top.text("unit")) {
            case "cycles" -> cycle;
            case "ns" -> PICOSECONDS_OF_NANO;
            case String other ->
                throw new IllegalArgumentException("'unit' is '%s', but must be cycles or ns".formatted(other));
        };
        MachineFile times = new MachineFile("times.", top.required("times")).only(TIMES);
        MachineFile rules = new MachineFile("rules.", top.required("rules")).only(RULES);
        return new MachineSpec(
                name,
                top.text("title"),
                top.list("sources", top::asText),
                root.has("assumed") ? top.text("assumed") : "",
                top.whole("cores"),
                top.whole("threadsPerCore"),
                top.list("groups", top::asWhole),
                top.whole("sharingLastLevel"),
                top.list("dieDistance", (field, row) -> top.elements(field, row, top::asWhole)),
                top.list("classes", top::asText),
                new MachineSpec.Times(
                        cycle,
                        times.time("l1") * unit,
                        times.time("lastLevel") * unit,
                        times.row("memory", unit),
                        times.row("loadModified", unit),
                        times.row("loadOwned", unit),
                        times.row("loadShared", unit),
                        times.row("storeModified", unit),
                        times.row("storeShared", unit),
                        times.row("updateModified", unit),
                        times.row("updateShared", unit),
                        times.time("updateOwn") * unit,
                        times.time("pause") * unit),
                new MachineSpec.Rules(
                        rules.flag("ownerShares"),
                        rules.flag("migratory"),
                        rules.flag("sharedFromLastLevel"),
                        rules.share("waitedLoad"),
                        rules.share("waitedUpdate"),
                        rules.share("waitedUpdateFar"),
                        rules.share("invalidation"),
                        rules.time("homeBusy") * unit,
                        rules.flag("perGroup"),
                        rules.whole("homes"),
                        rules.time("farUpdate") * unit,
                        rules.whole("storeBuffer"),
                        rules.whole("outstanding")));
    }

    private MachineFile only(List<String> known) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    path.isEmpty()
                            ? "it must be an object, which begins with {"
                            : "'%s' must be an object".formatted(path.substring(0, path.length() - 1)));
        }
        for (String field : node.propertyNames()) {
            if (!known.contains(field)) {
                throw new IllegalArgumentException("'%s%s' is no field of a machine; %sthere are %s"
                        .formatted(path, field, Suggestion.question(field, known), String.join(", ", known)));
            }
        }
        return this;
    }

    private JsonNode required(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("'%s%s' is missing".formatted(path, field));
        }
        return value;
    }

    private IllegalArgumentException wrong(String field, String expected) {
        return new IllegalArgumentException("'%s%s' must %s".formatted(path, field, expected));
    }

    private String text(String field) {
        return asText(field, required(field));
    }

    private String asText(String field, JsonNode value) {
        if (!value.isString()) {
            throw wrong(field, "be text, or hold texts");
        }
        return value.asString();
    }

    private boolean flag(String field) {
        JsonNode value = required(field);
        if (!value.isBoolean()) {
            throw wrong(field, "be true or false");
        }
        return value.asBoolean();
    }

    private int whole(String field) {
        return asWhole(field, required(field));
    }

    private int asWhole(String field, JsonNode value) {
        if (!value.isInt() || value.asInt() < 0 || value.asInt() > MOST_COUNT) {
            throw wrong(field, "be a whole number from 0 to %,d, or hold such".formatted(MOST_COUNT));
        }
        return value.asInt();
    }

    /// A number of cycles or nanoseconds.
    private double time(String field) {
        return asTime(field, required(field));
    }

    private double asTime(String field, JsonNode value) {
        return asNumber(
                field, value, 0, MOST_TIME, "be cycles or ns, from 0 to %,d, or hold such".formatted(MOST_TIME));
    }

    private double share(String field) {
        return number(field, 0, 1, "be a share, from 0 to 1");
    }

    private double number(String field, double least, double most, String expected) {
        return asNumber(field, required(field), least, most, expected);
    }

    /// @param expected what it must do, in words
    private double asNumber(String field, JsonNode value, double least, double most, String expected) {
        double number = value.isNumber() ? value.asDouble() : Double.NaN;
        if (!(least <= number && number <= most)) {
            throw wrong(field, expected);
        }
        return number;
    }

    private List<Double> row(String field, double unit) {
        return list(field, (_, value) -> asTime(field, value) * unit);
    }

    /// Reads one element of a list.
    private interface Each<T> {
        T of(String field, JsonNode value);
    }

    private <T> List<T> list(String field, Each<T> each) {
        return elements(field, required(field), each);
    }

    private <T> List<T> elements(String field, JsonNode list, Each<T> each) {
        if (!list.isArray()) {
            throw wrong(field, "be a list");
        }
        List<T> elements = new ArrayList<>();
        list.forEach(element -> elements.add(each.of(field, element)));
        return elements;
    }
}
