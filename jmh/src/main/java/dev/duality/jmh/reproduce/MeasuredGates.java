// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.reproduce;

import dev.duality.jmh.plan.Preset;
import dev.duality.results.Cell;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.finding.Crossover;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.GateVerdict;
import dev.duality.simulation.gate.Tolerance;
import dev.duality.simulation.reproduce.Reproduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hipparchus.stat.regression.SimpleRegression;

/// The published ratios that only a machine can give again, found in a run: those of `--preset gates`, of `--preset
/// contention`, and of any other that has the rows. Below four cores no ratio is a verdict: it is shown, and called
/// inconclusive.
public final class MeasuredGates {
    private static final int CORES = 4;
    private static final int CORES_FOR_A_CROSSOVER = 8;
    private static final int CORES_FOR_A_LAW = 5; // four workers, and a server
    private static final Tolerance.Range ONE_WAY = Tolerance.of("1.5 to 4");
    private static final Tolerance.Range ROUND_TRIP = Tolerance.of("3 to 9");
    private static final Tolerance.Range TABLE = Tolerance.of("2 to 20");
    private static final Tolerance.Range BEYOND_BOUND = Tolerance.of("at most 1.1 times");
    private static final Tolerance.Range COMMUTING = Tolerance.of(">= 10 times");
    private static final Tolerance.Range PARKING = Tolerance.of(">= 5");
    private static final Tolerance.Range READING = Tolerance.of("3 to 30");
    private static final Tolerance.Range EXPLAINED = Tolerance.of("0.5 to 2");
    private static final Tolerance.Range CROSSOVER = Tolerance.of("4 to 64");
    private static final Tolerance.Range LINEAR = Tolerance.of(">= 0.8");
    private static final Tolerance.Range GAIN = Tolerance.of(">= 2");
    private static final Tolerance.Range STEP =
            Tolerance.of(">= 1.3 times"); // between two ways to add, so that an order is one

    /// Those that are found in runs.
    public static final Set<Integer> NUMBERS = Set.of(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 31, 41, 52);

    private final Findings findings;
    private final MeasuredRows rows;
    private final int cores;
    private final TableGates table;

    private MeasuredGates(Findings findings) {
        this.findings = findings;
        this.rows = new MeasuredRows(findings);
        this.cores = findings.run().machine().usableCores();
        this.table = new TableGates(findings);
    }

    /// The answers of a run to them, in the order of their numbers.
    public static List<Reproduction> of(Findings findings) {
        return new MeasuredGates(findings).all();
    }

    /// A value that agrees or not, or of which nobody can say; empty where the run has no rows for it.
    record Value(GateVerdict verdict, String text) {
        Value(boolean within, String text) {
            this(GateVerdict.of(within), text);
        }
    }

    private List<Reproduction> all() {
        return List.of(
                found(
                        2,
                        "David 2013",
                        "one way of a queue for one producer, in transfers of a line",
                        "2",
                        ONE_WAY,
                        oneWay()),
                found(
                        3,
                        "David 2013",
                        "there and back by messages, in transfers of a line",
                        "5.2 to 6.8",
                        ROUND_TRIP,
                        roundTrip()),
                found(
                        4,
                        "David 2013",
                        "a table of 12 buckets, one client: messages beside a lock for each",
                        "4 to 5 times the time",
                        TABLE,
                        ratio(table.messagesAlone(), table.lockAlone(), TABLE)),
                crossover(),
                found(
                        6,
                        "Baumann 2009",
                        "8 lines changed by 1 to 4 workers: time of an operation over workers",
                        "linear",
                        Tolerance.several("R2 %s, rising", LINEAR),
                        rising()),
                found(7, "Roghanchi 2017", "rows beyond the bound that their lines give", "0", BEYOND_BOUND, bounds()),
                found(
                        8,
                        "Roghanchi 2017",
                        "16 under way beside 1: gain with 32 bytes; with 1 KB",
                        "the more the shorter",
                        Tolerance.several("%s; strictly ordered", GAIN),
                        pipelining()),
                found(
                        9,
                        "Clements 2013",
                        "adding at 4 workers: a word each beside a server",
                        "far",
                        COMMUTING,
                        commuting()),
                found(
                        10,
                        "Thompson 2011",
                        "time of an addition: plain; atomic and by a lock, two threads",
                        "0.6; 60; 448 ns",
                        Tolerance.several("each step %s", STEP),
                        adding()),
                found(
                        11,
                        "Thompson 2011",
                        "there and back: a queue that parks beside a ring that spins",
                        "630 times",
                        PARKING,
                        parking()),
                found(
                        16,
                        "Gunther 1993, David 2013",
                        "the USL of that table: coherence of the lock; its contention beside that of messages",
                        "above 0, or above",
                        TableGates.SIGN,
                        table.law(),
                        CORES_FOR_A_LAW),
                found(
                        31,
                        "Nelson 1988",
                        "a block read in the own cache beside the server's",
                        "6.9 times",
                        READING,
                        reading()),
                found(
                        41,
                        "Douglis, Ousterhout 1991",
                        "a process moves: time by its files and its bytes",
                        "76 ms + 9.4 ms a file + bytes at 660 KB/s",
                        MigrationGate.TOLERANCE,
                        MigrationGate.of(findings.visitCosts())),
                found(
                        52,
                        "Lauer, Needham 1979",
                        "gap of counter and cache, in round trips less a call",
                        "explained by them",
                        EXPLAINED,
                        explained()));
    }

    private Reproduction found(
            int number, String source, String what, String paper, Tolerance tolerance, Optional<Value> value) {
        return found(number, source, what, paper, tolerance, value, CORES);
    }

    private Reproduction found(
            int number,
            String source,
            String what,
            String paper,
            Tolerance tolerance,
            Optional<Value> value,
            int neededCores) {
        GateResult finding = value.map(its -> cores < neededCores
                        ? new GateResult(its.text + " (" + cores(cores) + ")", GateVerdict.INCONCLUSIVE)
                        : new GateResult(its.text, its.verdict))
                .orElseGet(() -> new GateResult(missing(number), GateVerdict.INCONCLUSIVE));
        return new Reproduction(new Gate(number, source, what, paper, tolerance, _ -> finding), finding);
    }

    /// The command whose run has the rows of a gate, unless this run is one of those.
    private String missing(int number) {
        Preset preset = switch (number) {
            case 5 -> Preset.CROSSOVER;
            case 16 -> Preset.CONTENTION;
            default -> Preset.GATES;
        };
        boolean needsCores = number == 9;
        if (findings.run().preset().equals(preset.label()) && (!needsCores || cores >= CORES)) {
            return "no figure of it in this run";
        }
        return "not in this run, but in one of: duality run --preset %s%s"
                .formatted(preset.label(), needsCores ? " on " + cores(CORES) : "");
    }

    private static String cores(int count) {
        return count == 1 ? "1 core" : count + " cores";
    }

    /// Half a floor: one line from one core to the other.
    private OptionalDouble transfer() {
        return findings.floor()
                .map(floor -> OptionalDouble.of(floor.roundTripNanos().median() / 2))
                .orElse(OptionalDouble.empty());
    }

    private static Optional<Value> ratio(OptionalDouble above, OptionalDouble below, Tolerance.Range tolerance) {
        if (above.isEmpty() || below.isEmpty()) {
            return Optional.empty();
        }
        double value = above.getAsDouble() / below.getAsDouble();
        return Optional.of(new Value(tolerance.holds(value), Digits.ratio(value)));
    }

    private Optional<Value> oneWay() {
        OptionalDouble there = rows.nanos(MeasuredRows.nullCall("messaging:jctools-spsc"));
        return ratio(half(there), transfer(), ONE_WAY);
    }

    private static OptionalDouble half(OptionalDouble value) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() / 2) : value;
    }

    private Optional<Value> roundTrip() {
        return ratio(rows.nanos(MeasuredRows.nullCall("messaging:jctools-spsc")), transfer(), ROUND_TRIP);
    }

    /// Of lines, or of a table where a run has that in place of lines.
    private Reproduction crossover() {
        Optional<Value> ofTable = table.overtaking();
        if (ofTable.isPresent() && findings.crossovers().isEmpty()) {
            return found(
                    5,
                    "David 2013",
                    "threads from where messages overtake a table of 12 buckets (--preset contention)",
                    "between 18 and 36 (Opteron)",
                    CROSSOVER,
                    ofTable,
                    CORES_FOR_A_CROSSOVER);
        }
        Optional<Crossover> found = findings.crossovers().stream()
                .filter(one -> one.shared().equals("shm:lockfree") && one.think() == 0)
                .findFirst();
        Optional<Value> value = found.map(one -> switch (one.outcome()) {
            case Crossover.Outcome.Reached(boolean messagesOvertake, double at, _) ->
                new Value(messagesOvertake && CROSSOVER.holds(at), "at " + Digits.three(at));
            case Crossover.Outcome.NotReached(boolean messagesWin, _) ->
                new Value(false, messagesWin ? "messages win everywhere" : "not reached");
            case Crossover.Outcome.Inconclusive(String reason) -> new Value(GateVerdict.INCONCLUSIVE, reason);
        });
        return found(
                5,
                "Baumann 2009",
                "threads x lines from where messages win (--preset crossover)",
                "about 16 (4 cores x 4 lines)",
                CROSSOVER,
                value,
                CORES_FOR_A_CROSSOVER);
    }

    private Optional<Value> rising() {
        SimpleRegression line = new SimpleRegression();
        for (int workers = 1; workers <= CORES; workers++) {
            OptionalDouble time = rows.nanos(MeasuredRows.on("lines", "shm:lockfree", workers)
                    .and(MeasuredRows.set("lines", "8"))
                    .and(MeasuredRows.set("think", "0")));
            if (time.isEmpty()) {
                return Optional.empty();
            }
            line.addData(workers, time.getAsDouble());
        }
        return Optional.of(new Value(
                LINEAR.holds(line.getRSquare()) && line.getSlope() > 0,
                "R2 " + Digits.ratio(line.getRSquare()) + ", " + Digits.three(line.getSlope()) + " ns a worker"));
    }

    private Optional<Value> bounds() {
        List<String> beyond = new ArrayList<>();
        int bounded = 0;
        for (Row row : rows.all().toList()) {
            if (row.closed().isPresent() && row.closed().get().boundNanos().isPresent()) {
                bounded++;
                double nanos =
                        row.closed().get().nanosPerOp().median() * row.cell().window();
                if (!BEYOND_BOUND.holds(row.closed().get().boundNanos().getAsDouble() / nanos)) {
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
                GAIN.holds(small.getAsDouble()) && small.getAsDouble() > large.getAsDouble(),
                Digits.ratio(small.getAsDouble()) + "; " + Digits.ratio(large.getAsDouble())));
    }

    /// Throughput with 16 under way over that with one.
    private OptionalDouble gain(String bytes) {
        Predicate<Cell> there = cell -> cell.workload().equals("echo")
                && cell.substrate().equals("messaging:ring")
                && MeasuredRows.set("request", bytes)
                        .and(MeasuredRows.set("reply", "0"))
                        .test(cell);
        OptionalDouble one = rows.nanos(there.and(cell -> cell.window() == 1));
        OptionalDouble many = rows.nanos(there.and(cell -> cell.window() == 16));
        return one.isEmpty() || many.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(one.getAsDouble() / many.getAsDouble());
    }

    private Optional<Value> commuting() {
        return ratio(
                rows.nanos(MeasuredRows.on("counter", "messaging:ring", CORES)),
                rows.nanos(MeasuredRows.on("counter", "shm:striped", CORES)),
                COMMUTING);
    }

    private Optional<Value> adding() {
        Optional<Row> atomic = rows.row(MeasuredRows.on("counter", "shm:lockfree", 2));
        OptionalDouble locked = rows.nanos(MeasuredRows.on("counter", "shm:lock", 2));
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
                STEP.holds(shared / plain) && STEP.holds(locked.getAsDouble() / shared),
                "%s; %s; %s ns"
                        .formatted(Digits.three(plain), Digits.three(shared), Digits.three(locked.getAsDouble()))));
    }

    private Optional<Value> parking() {
        OptionalDouble parked = rows.nanos(cell -> cell.workload().equals("rpc")
                && cell.substrate().equals("messaging:juc-abq")
                && cell.waits().equals("park")
                && MeasuredRows.set("command", "null").test(cell));
        return ratio(parked, rows.nanos(MeasuredRows.nullCall("messaging:ring")), PARKING);
    }

    private Optional<Value> reading() {
        return ratio(
                rows.nanos(MeasuredRows.on("cache", "messaging:ring", 1)),
                rows.nanos(MeasuredRows.on("cache", "shm:lockfree", 1)),
                READING);
    }

    /// Each of these operations is one round trip by messages, and none in shared memory.
    private Optional<Value> explained() {
        OptionalDouble trip = rows.nanos(MeasuredRows.nullCall("messaging:ring"));
        OptionalDouble call = rows.nanos(MeasuredRows.nullCall("shm:direct"));
        List<String> words = new ArrayList<>();
        boolean within = true;
        for (String workload : List.of("counter", "cache")) {
            OptionalDouble messages = rows.nanos(MeasuredRows.on(workload, "messaging:ring", 1));
            OptionalDouble shared = rows.nanos(MeasuredRows.on(workload, "shm:lock", 1));
            if (trip.isEmpty() || call.isEmpty() || messages.isEmpty() || shared.isEmpty()) {
                return Optional.empty();
            }
            double share = (messages.getAsDouble() - shared.getAsDouble()) / (trip.getAsDouble() - call.getAsDouble());
            within &= EXPLAINED.holds(share);
            words.add(Digits.ratio(share));
        }
        return Optional.of(new Value(within, String.join("; ", words)));
    }
}
