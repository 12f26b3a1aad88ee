// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.load.ClosedLoad;
import dev.duality.jmh.load.LoadShape;
import dev.duality.results.Floor;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/// Orders as files of names and values: a fork reads one in milliseconds, where a mapper of JSON would take a tenth of
/// its life to start.
public final class OrderFile {
    private OrderFile() {}

    /// @throws UncheckedIOException if it cannot be written
    public static void write(Path file, ForkOrder order) {
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties(order).store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// @throws UncheckedIOException if the file cannot be read, or holds something else
    public static ForkOrder read(Path file) {
        Properties from = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            from.load(reader);
            return order(from);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read %s: %s".formatted(file, e.getMessage()), e);
        } catch (IllegalArgumentException | BadInput e) {
            throw new UncheckedIOException("%s is no order: %s".formatted(file, e.getMessage()), new IOException(e));
        }
    }

    private static Properties properties(ForkOrder order) {
        Properties to = new Properties();
        switch (order) {
            case ForkOrder.Machine(Floor.When when, long millis) -> {
                to.setProperty("when", when.name());
                to.setProperty("millis", Long.toString(millis));
            }
            case ForkOrder.Plain(CellSpec cell) -> to.setProperty("plain", cell.text());
            case ForkOrder.Kernel kernel -> {
                to.setProperty("cell", kernel.cell().text());
                to.setProperty("verified", Integer.toString(kernel.verified()));
                to.setProperty("warmups", Integer.toString(kernel.closed().warmups()));
                to.setProperty("warmupMillis", Integer.toString(kernel.closed().warmupMillis()));
                to.setProperty("iterations", Integer.toString(kernel.closed().iterations()));
                to.setProperty(
                        "iterationMillis", Integer.toString(kernel.closed().iterationMillis()));
                to.setProperty("byBatch", Boolean.toString(kernel.closed().byBatch()));
                to.setProperty("load", kernel.open().shape().text());
                to.setProperty("rates", text(kernel.open().rates()));
                to.setProperty("shares", text(kernel.open().shares()));
                to.setProperty("openMillis", Long.toString(kernel.open().millis()));
                to.setProperty("queuePlaces", Integer.toString(kernel.open().queuePlaces()));
                to.setProperty("jobPasses", Integer.toString(kernel.jobPasses()));
            }
        }
        return to;
    }

    private static ForkOrder order(Properties from) {
        if (from.containsKey("when")) {
            return new ForkOrder.Machine(Floor.When.valueOf(from.getProperty("when")), whole(from, "millis"));
        }
        if (from.containsKey("plain")) {
            return new ForkOrder.Plain(CellSpec.parse(text(from, "plain")));
        }
        return new ForkOrder.Kernel(
                CellSpec.parse(text(from, "cell")),
                small(from, "verified"),
                new ClosedLoad.Times(
                        small(from, "warmups"),
                        small(from, "warmupMillis"),
                        small(from, "iterations"),
                        small(from, "iterationMillis"),
                        bool(from, "byBatch")),
                new ForkOrder.Open(
                        LoadShape.parse(text(from, "load")),
                        numbers(text(from, "rates")),
                        numbers(text(from, "shares")),
                        whole(from, "openMillis"),
                        small(from, "queuePlaces")),
                small(from, "jobPasses"));
    }

    private static String text(List<Double> numbers) {
        return numbers.stream().map(number -> Double.toString(number)).collect(Collectors.joining(" "));
    }

    private static List<Double> numbers(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
    }

    private static String text(Properties from, String name) {
        String value = from.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static int small(Properties from, String name) {
        return Integer.parseInt(text(from, name));
    }

    private static boolean bool(Properties from, String name) {
        String text = text(from, name);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " is '" + text + "'");
        };
    }

    private static long whole(Properties from, String name) {
        return Long.parseLong(text(from, name));
    }
}
