// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.gate;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.DecimalText;
import dev.duality.workloads.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The numbers that models of published curves are made from. Whoever wants to fit another paper sets them.
public final class Constants {
    /// One that can be set.
    ///
    /// @param unit what it counts; empty for a share
    /// @param initial what the papers give
    public record Constant(String name, String description, String unit, double initial, double least, double most) {}

    /// All of them, in the order in which they are shown.
    public static final List<Constant> ALL = List.of(
            new Constant("call", "an empty call, there and back (Sprite 1987)", "ms", 2.8, 0.001, 10_000),
            new Constant("call-per-kb", "each kilobyte of a call", "ms", 1.2, 0.0001, 10_000),
            new Constant("disk", "4 KB from the server's disk", "ms", 17.9, 0, 10_000),
            new Constant("loss", "messages that are lost", "", 0.2, 0, 0.9),
            new Constant("duplication", "messages that come twice", "", 0.05, 0, 0.9),
            new Constant("picks", "opens that look for an idle host (fitted)", "", 0.065, 0, 1),
            new Constant("update-period", "between two updates of a host's load (assumed)", "s", 10, 0.1, 10_000),
            new Constant(
                    "page-rate", "pages and blocks from the server's cache (Nelson 1988)", "KB/s", 475, 0.001, 1e9),
            new Constant("page-out-rate", "pages to the server's cache (Nelson 1988)", "KB/s", 380, 0.001, 1e9),
            new Constant("penalty", "how much younger pages count for each 10 that went to files", "s", 120, 0, 1e6),
            new Constant(
                    "map-page",
                    "a page of 4 KB read through a mapping, in sequence (Shirriff 1993)",
                    "ms",
                    1.08,
                    1e-6,
                    1e6),
            new Constant("read-call", "a call that reads a byte (Shirriff 1993)", "ms", 0.4, 1e-6, 1e6),
            new Constant("arrival", "a packet at interrupt level (fitted)", "us", 80, 0.001, 1e6),
            new Constant("forward", "the rest of the kernel's work on a packet (fitted)", "us", 133, 0.001, 1e6),
            new Constant("process", "the user process's work on a packet (fitted)", "us", 287, 0.001, 1e6),
            new Constant("build", "a kernel is made on one host (Sprite 1991)", "s", 1971, 1, 1e6),
            new Constant("depend", "of it, finding out what has to be done", "s", 19, 0.001, 1e6),
            new Constant("link", "of it, linking", "s", 56, 0.001, 1e6),
            new Constant(
                    "link-recalled",
                    "linking what other hosts have written (Sprite 1991: 65 to 69)",
                    "s",
                    67,
                    0.001,
                    1e6),
            new Constant(
                    "served",
                    "of compiling, 1,896 s, the file server's (Douglis 1990: its processor worked 290 to 350 s)",
                    "",
                    0.1688,
                    0,
                    0.9),
            new Constant("move", "an idle host is found, and a program begun there", "ms", 71, 0, 1e6),
            new Constant("kernel-call", "a call of the kernel (Sprite 1987)", "ms", 0.092, 0.0001, 1_000),
            new Constant("stragglers", "executions of a task that are slow (assumed)", "", 0.01, 0, 1),
            new Constant("slowness", "how many times as long they take (fitted)", "", 4, 1, 1_000));

    private final Map<String, Double> values = new LinkedHashMap<>();

    /// @param given name and value of those that are set
    /// @throws BadInput if a name is unknown or a value out of bounds
    public Constants(Map<String, String> given) {
        ALL.forEach(constant -> values.put(constant.name, constant.initial));
        given.forEach((name, text) -> values.put(name, checked(named(name), text.strip())));
    }

    private static Constant named(String name) {
        List<String> names = ALL.stream().map(Constant::name).toList();
        return ALL.stream()
                .filter(constant -> constant.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no constant '%s'; %sthere are %s"
                        .formatted(name, Suggestion.question(name, names), String.join(", ", names))));
    }

    private static double checked(Constant constant, String text) {
        double value = DecimalText.number(text).orElse(Double.NaN);
        if (!(value >= constant.least && value <= constant.most)) {
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "%s is '%s', but must be a number from %s to %s%s",
                    constant.name,
                    text,
                    constant.least,
                    constant.most,
                    constant.unit.isEmpty() ? "" : " " + constant.unit));
        }
        return value;
    }

    /// The value of a constant, in its unit.
    public double get(String name) {
        return values.get(name);
    }

    /// A time in microseconds, as a whole number of nanoseconds in text.
    public String nanosOfMicros(String name) {
        return Long.toString(Math.round(1000 * get(name)));
    }
}
