// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.reproduce;

import dev.duality.results.Cell;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.finding.Crossover;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import dev.duality.simulation.gate.Finding;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.Verdict;
import dev.duality.simulation.reproduce.Reproduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;
import org.hipparchus.stat.regression.SimpleRegression;

/// The published ratios that only a machine can give again, found in a run: those of `--preset gates`, and any other
/// that has the rows. Below four cores no ratio is a verdict: it is shown, and called inconclusive.
public final class MeasuredGates {
    private static final int CORES = 4;
    private static final int CORES_FOR_A_CROSSOVER = 8;
    private static final double STEP = 1.3; // between two ways to add, so that an order is one

    private static final int PAGE_BYTES = 4096;
    private static final int FEWEST_MOVES = 5; // three terms, and more points than that

    private final Findings findings;
    private final int cores;

    private MeasuredGates(Findings findings) {
        this.findings = findings;
        this.cores = findings.run().machine().usableCores();
    }

    /// What a run says of them, in the order of their numbers.
    public static List<Reproduction> of(Findings findings) {
        return new MeasuredGates(findings).all();
    }

    /// A value that agrees or not; empty where the run has no rows for it.
    private record Value(boolean within, String words) {}

    private List<Reproduction> all() {
        return List.of(
                found(
                        2,
                        "David 2013",
                        "one way of a queue for one producer, in transfers of a line",
                        "2",
                        "1.5 to 4",
                        oneWay()),
                found(
                        3,
                        "David 2013",
                        "there and back by messages, in transfers of a line",
                        "5.2 to 6.8",
                        "3 to 9",
                        roundTrip()),
                found(
                        4,
                        "David 2013",
                        "a table, one client: messages beside a lock",
                        "4 to 5 times the time",
                        "2 to 20",
                        table()),
                crossover(),
                found(
                        6,
                        "Baumann 2009",
                        "8 lines changed by 1 to 4 workers: time of an operation over workers",
                        "linear",
                        "R2 >= 0.8, rising",
                        rising()),
                found(
                        7,
                        "Roghanchi 2017",
                        "rows beyond the bound that their lines give",
                        "0",
                        "at most 1.1 times",
                        bounds()),
                found(
                        8,
                        "Roghanchi 2017",
                        "16 under way beside 1: gain with 32 bytes; with 1 KB",
                        "the more the shorter",
                        ">= 2; strictly ordered",
                        pipelining()),
                found(
                        9,
                        "Clements 2013",
                        "adding at 4 workers: a word each beside a server",
                        "far",
                        ">= 10 times",
                        commuting()),
                found(
                        10,
                        "Thompson 2011",
                        "time of an addition: plain; atomic and by a lock, two threads",
                        "0.6; 60; 448 ns",
                        "each step >= 1.3 times",
                        adding()),
                found(
                        11,
                        "Thompson 2011",
                        "there and back: a queue that parks beside a ring that spins",
                        "630 times",
                        ">= 5",
                        parking()),
                found(
                        31,
                        "Nelson 1988",
                        "a block read in the own cache beside the server's",
                        "6.9 times",
                        "3 to 30",
                        reading()),
                found(
                        41,
                        "Douglis, Ousterhout 1991",
                        "a process moves: time by its files and its bytes",
                        "76 ms + 9.4 ms a file + bytes at 660 KB/s",
                        "linear, R2 >= 0.98, both terms > 0",
                        moving()),
                found(
                        52,
                        "Lauer, Needham 1979",
                        "gap of counter and cache, in round trips less a call",
                        "explained by them",
                        "0.5 to 2",
                        explained()));
    }

    private Reproduction found(
            int number, String source, String what, String paper, String tolerance, Optional<Value> value) {
        return found(number, source, what, paper, tolerance, value, CORES);
    }

    private Reproduction found(
            int number,
            String source,
            String what,
            String paper,
            String tolerance,
            Optional<Value> value,
            int neededCores) {
        Finding finding = value.map(its -> cores < neededCores
                        ? new Finding(its.words + " (" + cores(cores) + ")", Verdict.INCONCLUSIVE)
                        : Finding.of(its.within, its.words))
                .orElseGet(() -> new Finding("not in this run", Verdict.INCONCLUSIVE));
        return new Reproduction(new Gate(number, source, what, paper, tolerance, _ -> finding), finding);
    }

    private static String cores(int count) {
        return count == 1 ? "1 core" : count + " cores";
    }

    private Optional<Row> row(Predicate<Cell> cell) {
        return rows().filter(row -> cell.test(row.cell()))
                .filter(row -> row.closed().isPresent())
                .findFirst();
    }

    private Stream<Row> rows() {
        return findings.workloads().stream().flatMap(workload -> workload.rows().stream());
    }

    /// Time for one operation of one worker; empty if the run does not have it.
    private OptionalDouble nanos(Predicate<Cell> cell) {
        return row(cell)
                .map(row -> OptionalDouble.of(
                        row.closed().orElseThrow().nanosPerOp().median()))
                .orElse(OptionalDouble.empty());
    }

    private static Predicate<Cell> on(String workload, String substrate, int workers) {
        return cell -> cell.workload().equals(workload)
                && cell.substrate().equals(substrate)
                && cell.workers() == workers
                && cell.window() == 1
                && (cell.oversubscribed()
                        || cell.waits().equals("pause")
                        || cell.waits().equals(Cell.NO_WAIT));
    }

    private static Predicate<Cell> set(String parameter, String value) {
        return cell -> cell.params().containsKey(parameter)
                && cell.params().get(parameter).value().equals(value);
    }

    private static Predicate<Cell> nullCall(String substrate) {
        return on("rpc", substrate, 1).and(set("command", "null"));
    }

    /// Half a floor: one line from one core to the other.
    private OptionalDouble transfer() {
        return findings.floor()
                .map(floor -> OptionalDouble.of(floor.roundTripNanos().median() / 2))
                .orElse(OptionalDouble.empty());
    }

    private static Optional<Value> ratio(OptionalDouble above, OptionalDouble below, double least, double most) {
        if (above.isEmpty() || below.isEmpty()) {
            return Optional.empty();
        }
        double value = above.getAsDouble() / below.getAsDouble();
        return Optional.of(new Value(value >= least && value <= most, Digits.ratio(value)));
    }

    private Optional<Value> oneWay() {
        OptionalDouble there = nanos(nullCall("messaging:jctools-spsc"));
        return ratio(half(there), transfer(), 1.5, 4);
    }

    private static OptionalDouble half(OptionalDouble value) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() / 2) : value;
    }

    private Optional<Value> roundTrip() {
        return ratio(nanos(nullCall("messaging:jctools-spsc")), transfer(), 3, 9);
    }

    private Optional<Value> table() {
        return ratio(nanos(on("cache", "messaging:ring", 1)), nanos(on("cache", "shm:lock", 1)), 2, 20);
    }

    private Reproduction crossover() {
        Optional<Crossover> found = findings.crossovers().stream()
                .filter(one -> one.shared().equals("shm:lockfree") && one.think() == 0)
                .findFirst();
        Optional<Value> value = found.map(one -> switch (one.outcome()) {
            case Crossover.Outcome.Reached(boolean messagesOvertake, double at, _) ->
                new Value(messagesOvertake && at >= 4 && at <= 64, "at " + Digits.three(at));
            case Crossover.Outcome.NotReached(boolean messagesWin, _) ->
                new Value(false, messagesWin ? "messages win everywhere" : "not reached");
            case Crossover.Outcome.Inconclusive(String reason) -> new Value(false, reason);
        });
        return found(
                5,
                "Baumann 2009",
                "threads x lines from where messages win (--preset crossover)",
                "12",
                "4 to 64",
                value,
                CORES_FOR_A_CROSSOVER);
    }

    private Optional<Value> rising() {
        SimpleRegression line = new SimpleRegression();
        for (int workers = 1; workers <= CORES; workers++) {
            OptionalDouble time = nanos(
                    on("lines", "shm:lockfree", workers).and(set("lines", "8")).and(set("think", "0")));
            if (time.isEmpty()) {
                return Optional.empty();
            }
            line.addData(workers, time.getAsDouble());
        }
        return Optional.of(new Value(
                line.getRSquare() >= 0.8 && line.getSlope() > 0,
                "R2 " + Digits.ratio(line.getRSquare()) + ", " + Digits.three(line.getSlope()) + " ns a worker"));
    }

    private Optional<Value> bounds() {
        List<String> beyond = new ArrayList<>();
        int bounded = 0;
        for (Row row : rows().toList()) {
            if (row.closed().isPresent() && row.closed().get().boundNanos().isPresent()) {
                bounded++;
                double nanos =
                        row.closed().get().nanosPerOp().median() * row.cell().window();
                if (row.closed().get().boundNanos().getAsDouble() > 1.1 * nanos) {
                    beyond.add(row.cell().id());
                }
            }
        }
        long failed = findings.failures().stream()
                .filter(failure -> failure.reason().startsWith("sanity bound broken"))
                .count();
        return bounded == 0
                ? Optional.empty()
                : Optional.of(new Value(
                        beyond.isEmpty() && failed == 0,
                        "%d of %d".formatted(beyond.size() + failed, bounded + failed)));
    }

    private Optional<Value> pipelining() {
        OptionalDouble small = gain("32");
        OptionalDouble large = gain("1024");
        if (small.isEmpty() || large.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Value(
                small.getAsDouble() >= 2 && small.getAsDouble() > large.getAsDouble(),
                Digits.ratio(small.getAsDouble()) + "; " + Digits.ratio(large.getAsDouble())));
    }

    /// Throughput with 16 under way over that with one.
    private OptionalDouble gain(String bytes) {
        Predicate<Cell> there = cell -> cell.workload().equals("echo")
                && cell.substrate().equals("messaging:ring")
                && set("request", bytes).and(set("reply", "0")).test(cell);
        OptionalDouble one = nanos(there.and(cell -> cell.window() == 1));
        OptionalDouble many = nanos(there.and(cell -> cell.window() == 16));
        return one.isEmpty() || many.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(one.getAsDouble() / many.getAsDouble());
    }

    private Optional<Value> commuting() {
        return ratio(
                nanos(on("counter", "messaging:ring", CORES)),
                nanos(on("counter", "shm:striped", CORES)),
                10,
                Double.POSITIVE_INFINITY);
    }

    private Optional<Value> adding() {
        Optional<Row> atomic = row(on("counter", "shm:lockfree", 2));
        OptionalDouble locked = nanos(on("counter", "shm:lock", 2));
        Optional<Spread> alone = atomic.flatMap(Row::job).flatMap(Row.Job::plainSeconds);
        if (alone.isEmpty() || locked.isEmpty()) {
            return Optional.empty();
        }
        long operations = findings.run()
                .records(atomic.get().cell())
                .flatMap(record ->
                        record.outcome() instanceof Measured measured ? measured.job().stream() : Stream.empty())
                .findFirst()
                .orElseThrow()
                .operations();
        double plain = 1e9 * alone.get().median() / operations;
        double shared = atomic.get().closed().orElseThrow().nanosPerOp().median();
        return Optional.of(new Value(
                shared >= STEP * plain && locked.getAsDouble() >= STEP * shared,
                "%s; %s; %s ns"
                        .formatted(Digits.three(plain), Digits.three(shared), Digits.three(locked.getAsDouble()))));
    }

    private Optional<Value> parking() {
        OptionalDouble parked = nanos(cell -> cell.workload().equals("rpc")
                && cell.substrate().equals("messaging:juc-abq")
                && cell.waits().equals("park")
                && set("command", "null").test(cell));
        return ratio(parked, nanos(nullCall("messaging:ring")), 5, Double.POSITIVE_INFINITY);
    }

    private Optional<Value> reading() {
        return ratio(nanos(on("cache", "messaging:ring", 1)), nanos(on("cache", "shm:lockfree", 1)), 3, 30);
    }

    /// A visit without calls is two moves. Which files and bytes a cell has is what it was set to.
    private Optional<Value> moving() {
        List<double[]> terms = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (Row row : rows().toList()) {
            Cell cell = row.cell();
            if (on("migration", "messaging:ring", 1)
                            .and(set("calls", "0"))
                            .and(set("touch", "none"))
                            .and(set("signals", "0"))
                            .test(cell)
                    && row.closed().isPresent()) {
                terms.add(new double[] {number(cell, "files"), PAGE_BYTES * number(cell, "pages")});
                times.add(row.closed().get().nanosPerOp().median() / 2);
            }
        }
        if (terms.size() < FEWEST_MOVES) {
            return Optional.empty();
        }
        OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
        fit.newSampleData(times.stream().mapToDouble(Double::doubleValue).toArray(), terms.toArray(double[][]::new));
        double[] found = fit.estimateRegressionParameters();
        double share = fit.calculateRSquared();
        return Optional.of(new Value(
                share >= 0.98 && found[1] > 0 && found[2] > 0,
                "%s ns + %s ns a file + %s ns a KB, R2 %s"
                        .formatted(
                                Digits.three(found[0]),
                                Digits.three(found[1]),
                                Digits.three(1000 * found[2]),
                                Digits.ratio(share))));
    }

    private static double number(Cell cell, String parameter) {
        return Double.parseDouble(cell.params().get(parameter).value());
    }

    /// Each of these operations is one round trip by messages, and none in shared memory.
    private Optional<Value> explained() {
        OptionalDouble trip = nanos(nullCall("messaging:ring"));
        OptionalDouble call = nanos(nullCall("shm:direct"));
        List<String> words = new ArrayList<>();
        boolean within = true;
        for (String workload : List.of("counter", "cache")) {
            OptionalDouble messages = nanos(on(workload, "messaging:ring", 1));
            OptionalDouble shared = nanos(on(workload, "shm:lock", 1));
            if (trip.isEmpty() || call.isEmpty() || messages.isEmpty() || shared.isEmpty()) {
                return Optional.empty();
            }
            double share = (messages.getAsDouble() - shared.getAsDouble()) / (trip.getAsDouble() - call.getAsDouble());
            within &= share >= 0.5 && share <= 2;
            words.add(Digits.ratio(share));
        }
        return Optional.of(new Value(within, String.join("; ", words)));
    }
}
