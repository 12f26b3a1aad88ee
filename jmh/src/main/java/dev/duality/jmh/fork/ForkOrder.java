// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.cell.Surroundings;
import dev.duality.jmh.load.LoadShape;
import dev.duality.jmh.load.OpenLoad;
import dev.duality.results.Floor;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The measurement that a fork is asked for. It goes to the fork as a file of names and values: a fork reads one in
/// milliseconds, where a mapper of JSON would take a tenth of its life to start.
public sealed interface ForkOrder {
    /// The time it should take, the start of the JVM included, in milliseconds.
    long plannedMillis();

    /// The surroundings of that which is measured.
    default Surroundings around() {
        return switch (this) {
            case Kernel kernel -> kernel.cell.around();
            case Cold cold -> cold.cell.around();
            case Plain(CellSpec cell) -> cell.around();
            case Machine _ -> Surroundings.USUAL;
        };
    }

    /// A kernel under its loads.
    ///
    /// @param verified how many operations of each worker are compared with the specification first
    /// @param open the open loops, which come after the closed one
    /// @param jobPasses how often the job is measured, 0 for not at all
    record Kernel(CellSpec cell, int verified, ClosedLoad.Times closed, Open open, int jobPasses) implements ForkOrder {
        /// The time that a fork takes beside its loads, about: starting, verifying, waiting for compilers, the job,
        /// ending. Four looks at the floor between the loads are in it; the waits of an open loop are counted with
        /// that. A job takes one time through and up to three repetitions, each warmed up and verified, and a job's and
        /// a closed loop's verifying takes about as long as they took.
        public static final long OVERHEAD_MILLIS = 2_500;

        /// The same at rates that are known by now.
        public Kernel at(List<Double> rates) {
            return new Kernel(cell, verified, closed, open.at(rates), jobPasses);
        }

        @Override
        public long plannedMillis() {
            return OVERHEAD_MILLIS + closed.millis() + open.plannedMillis();
        }
    }

    /// Open loops of a kernel, one after the other.
    ///
    /// @param shape how their operations lie in time
    /// @param rates in operations per second of all workers
    /// @param shares rates that follow from what the closed loop before them did: such parts of it
    /// @param millis how long each is
    /// @param queuePlaces of each worker's queue, which refuses what finds it full; 0 where whatever arrives waits
    record Open(LoadShape shape, List<Double> rates, List<Double> shares, long millis, int queuePlaces) {
        /// The rate that follows an overload: such a part of what the closed loop did.
        private static final double RELIEF = 0.5;

        private static final MathContext TWO_DIGITS = new MathContext(2);

        public Open {
            rates = List.copyOf(rates);
            shares = List.copyOf(shares);
        }

        /// The same at rates that are known by now.
        Open at(List<Double> known) {
            return new Open(shape, known, List.of(), millis, queuePlaces);
        }

        /// The bound of its queues, if they have one.
        /// @param capacity what the closed loop did in a second
        Optional<OpenLoad.Bound> bound(double capacity) {
            return queuePlaces == 0
                    ? Optional.empty()
                    : Optional.of(new OpenLoad.Bound(queuePlaces, RELIEF * capacity));
        }

        public int loops() {
            return rates.size() + shares.size();
        }

        /// The time of one of them, its warm-up included.
        long eachMillis() {
            return millis + OpenLoad.extraMillis(millis);
        }

        /// The time of all of them.
        long plannedMillis() {
            return loops() * eachMillis();
        }

        /// All rates, each once, the lowest first. Those that follow have two digits, which is what a closed loop can
        /// be repeated to.
        /// @param capacity what the closed loop did in a second
        public List<Double> rates(double capacity) {
            return Stream.concat(
                            rates.stream(),
                            shares.stream()
                                    .map(share -> new BigDecimal(share * capacity)
                                            .round(TWO_DIGITS)
                                            .doubleValue()))
                    .filter(rate -> rate > 0)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /// The specification alone, in one thread: T1.
    record Plain(CellSpec cell) implements ForkOrder {
        /// Starting, compiling, waiting for the compilers, three repetitions of a tenth of a second, ending.
        public static final long PLANNED_MILLIS = 1_300;

        @Override
        public long plannedMillis() {
            return PLANNED_MILLIS;
        }
    }

    /// A kernel from its first operation on, with no warm-up.
    ///
    /// @param millis how long it is under load, about, at most
    record Cold(CellSpec cell, long millis) implements ForkOrder {
        /// Starting, verifying what was measured, which takes about as long as it took, ending.
        private static final long OVERHEAD_MILLIS = 1_500;

        @Override
        public long plannedMillis() {
            return OVERHEAD_MILLIS + millis;
        }
    }

    /// The machine itself: the floor, the clock, an empty method.
    record Machine(Floor.When when, long millis) implements ForkOrder {
        private static final long OVERHEAD_MILLIS = 1_300; // the half second of the idle watch included

        @Override
        public long plannedMillis() {
            return OVERHEAD_MILLIS + millis;
        }
    }

    /// Writes it into a file that [#read] reads again, as [#spare] reads the time that it may take beside.
    /// @throws UncheckedIOException if it cannot be written
    default void write(Path file, Spare spare) {
        try (Writer writer = Files.newBufferedWriter(file)) {
            Properties to = properties(this);
            spare.writeTo(to);
            to.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// The order that [#write] has written.
    /// @throws UncheckedIOException if the file cannot be read, or holds something else
    static ForkOrder read(Path file) {
        return read(file, ForkOrder::order);
    }

    /// The time beside the planned one that [#write] has written.
    /// @throws UncheckedIOException as above
    static Spare spare(Path file) {
        return read(file, Spare::of);
    }

    private static <T> T read(Path file, Function<Properties, T> as) {
        Properties from = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            from.load(reader);
            return as.apply(from);
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
            case ForkOrder.Cold(CellSpec cell, long millis) -> {
                to.setProperty("cold", cell.text());
                to.setProperty("millis", Long.toString(millis));
            }
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
        if (from.containsKey("cold")) {
            return new ForkOrder.Cold(CellSpec.parse(text(from, "cold")), whole(from, "millis"));
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
