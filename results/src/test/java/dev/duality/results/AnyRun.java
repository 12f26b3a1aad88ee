// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/// Valid runs of every shape, from a seed: whatever the records let in, extremes included.
public final class AnyRun {
    private static final List<String> WORKLOADS = List.of("rpc", "cache", "counter", "x");
    private static final List<String> SUBSTRATES = List.of(
            "shm:direct",
            "shm:lock",
            "shm:lockfree",
            "shm:mailbox",
            "messaging:ring",
            "messaging:juc-abq",
            "messaging:x",
            Cell.PLAIN);
    private static final List<String> TEXTS = List.of(
            "x",
            "a b",
            "näme",
            "\"quoted\", and, commas",
            "two\nlines\r\n",
            "\u001b[2J\u001b]0;title\u0007",
            "\u009b31m",
            "<script>alert(1)</script>",
            "a|b|c",
            "=HYPERLINK(\"http://x\")",
            "https://x.example www.x.example",
            "`code` *bold* _it_ [link](x) ![i](x) # 1. - ~~~",
            "\u202eright to left\u2066",
            "\ud83d\ude80 \u0000 end",
            "x".repeat(1_000));

    private static final double MOST = 1e18;
    private static final double LEAST = 1 / MOST;

    private final SplittableRandom random;
    private final Map<OpenLoop, Histogram> histograms = new HashMap<>();
    private final Run run;

    private AnyRun(long seed) {
        random = new SplittableRandom(seed);
        run = make();
    }

    /// The same run for the same seed.
    public static AnyRun of(long seed) {
        return new AnyRun(seed);
    }

    public Run run() {
        return run;
    }

    /// The latencies that an open loop of this run was made from.
    public Histogram histogram(OpenLoop loop) {
        return histograms.get(loop);
    }

    private Run make() {
        List<Cell> plan = new ArrayList<>();
        int cells = random.nextInt(7);
        for (int i = 0; i < cells; i++) {
            plan.add(cell(i));
        }
        List<CellRecord> records = new ArrayList<>();
        int forks = random.nextInt(1, 4);
        for (int fork = 1; fork <= forks; fork++) {
            for (Cell cell : plan) {
                if (random.nextInt(8) > 0) {
                    int attempts = random.nextInt(4) == 0 ? random.nextInt(2, 4) : 1;
                    for (int attempt = 1; attempt <= attempts; attempt++) {
                        records.add(new CellRecord(
                                cell.id(), fork, attempt, instant(), instant(), outcome(), some(3, () -> "file.json")));
                    }
                }
            }
        }
        Status status = one(List.of(Status.values()));
        return new Run(
                Run.SCHEMA,
                text(),
                instant(),
                status == Status.RUNNING ? Optional.empty() : Optional.of(instant()),
                status,
                text(),
                text(),
                random.nextLong(),
                new Commit(text(), random.nextBoolean()),
                machine(),
                new Jvm(text(), text(), text(), some(3, this::text)),
                plan,
                some(5, this::floor),
                records);
    }

    private Cell cell(int number) {
        Map<String, ParameterValue> params = new LinkedHashMap<>();
        some(3, this::text)
                .forEach(name -> params.put(name, new ParameterValue(text(), random.nextBoolean() ? "" : text())));
        String workload = random.nextInt(10) == 0 ? text() : one(WORKLOADS);
        String substrate = one(SUBSTRATES);
        return new Cell(
                "c" + number + one(List.of("", "/w", ":x", "=,+@-")),
                workload,
                substrate,
                one(List.of(RowClass.values())),
                count(1),
                count(0),
                random.nextBoolean(),
                random.nextInt(6) == 0 ? text() : one(List.of("spin", "pause", Cell.NO_WAIT)),
                random.nextBoolean() ? 0 : count(0),
                random.nextBoolean() ? 1 : count(1),
                random.nextBoolean() ? Map.of() : params,
                some(3, this::load),
                random.nextBoolean()
                        ? Samples.queue()
                        : new ContractRecord(text(), text(), text(), text(), text(), text(), text(), text()),
                real());
    }

    private Load load() {
        return switch (random.nextInt(4)) {
            case 0 -> new Load.Closed();
            case 1 -> new Load.Open(OptionalDouble.empty());
            case 2 -> new Load.Open(OptionalDouble.of(positive()));
            default -> new Load.Job(count(1));
        };
    }

    private Outcome outcome() {
        return switch (random.nextInt(8)) {
            case 0 -> new Outcome.Failed(text(), random.nextBoolean() ? Optional.empty() : Optional.of(text()));
            case 1 -> new Outcome.Skipped(text());
            default -> measured();
        };
    }

    private Outcome measured() {
        Optional<ClosedLoop> closed = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(closed());
        List<OpenLoop> open = some(3, this::open);
        Optional<FixedJob> job = random.nextBoolean() || closed.isEmpty() && open.isEmpty()
                ? Optional.of(new FixedJob(count(1), count(1), positive(), probes(), usage()))
                : Optional.empty();
        return new Outcome.Measured(some(4, () -> random.nextInt(64)), closed, open, job);
    }

    private ClosedLoop closed() {
        double[] means = random.doubles(3, 0, 1e6).sorted().toArray();
        return new ClosedLoop(
                positive(),
                positive(),
                some(4, this::measure),
                some(4, this::measure),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new BatchMeans(count(1), count(1), means[0], means[1], means[2])),
                probes(),
                usage());
    }

    private OpenLoop open() {
        Histogram nanos = new Histogram(3);
        int values = random.nextInt(1, 50);
        for (int i = 0; i < values; i++) {
            nanos.recordValueWithCount(
                    random.nextLong(1L << random.nextInt(1, 50)), 1L << random.nextInt(random.nextInt(1, 30)));
        }
        String name = "h" + histograms.size() + ".hlog"; // so that no two loops are equal
        OpenLoop loop = OpenLoop.of(
                positive(),
                measure(),
                random.nextBoolean() ? 0 : random.nextLong(Long.MAX_VALUE),
                instant(),
                nanos,
                some(
                        6,
                        () -> new OpenLoop.Beyond(
                                random.nextBoolean() ? one(List.of(50.0, 90.0, 99.0, 99.9, 99.99)) : measure(),
                                count(0))),
                stalls(),
                name,
                probes(),
                usage());
        histograms.put(loop, nanos);
        return loop;
    }

    /// Most runs know two kinds of machine; a few loads saw it move.
    private Optional<FloorProbes> probes() {
        double nanos = one(List.of(43.0, 44.0, 385.0, 380.0));
        return switch (random.nextInt(6)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new FloorProbes(43, 385));
            case 2 -> Optional.of(new FloorProbes(positive(), positive()));
            default -> Optional.of(new FloorProbes(nanos, nanos * random.nextDouble(0.95, 1.05)));
        };
    }

    private Stalls stalls() {
        return new Stalls(positive(), random.nextLong(1_000), measure(), random.nextLong(Long.MAX_VALUE));
    }

    private Usage usage() {
        Map<String, Figure> figures = new LinkedHashMap<>();
        some(3, () -> random.nextBoolean() ? text() : Figure.FAILED_POLLS)
                .forEach(name -> figures.put(
                        name,
                        new Figure(
                                name,
                                random.nextBoolean() ? measure() : -measure(),
                                one(List.of(Figure.PER_OP, Figure.PERCENT, "", text())),
                                random.nextBoolean())));
        return new Usage(
                positive(),
                real(),
                real(),
                whole(),
                whole(),
                whole(),
                real(),
                real(),
                real(),
                List.copyOf(figures.values()));
    }

    private Machine machine() {
        return new Machine(
                text(),
                count(1),
                some(5, () -> random.nextInt(128)),
                random.nextBoolean() ? 0 : measure(),
                text(),
                some(3, this::text),
                text(),
                text(),
                text(),
                text(),
                text(),
                random.nextBoolean() ? random.nextLong(Long.MAX_VALUE) : Long.MAX_VALUE);
    }

    private Floor floor() {
        List<Floor.Form> forms = new ArrayList<>(some(2, () -> new Floor.Form(text(), positive())));
        forms.add(new Floor.Form("two words", positive()));
        return new Floor(
                instant(),
                one(List.of(Floor.When.values())),
                random.nextBoolean() ? List.of(0, 1) : some(3, () -> random.nextInt(64)),
                forms,
                measure(),
                measure(),
                random.nextBoolean() ? Optional.empty() : Optional.of(stalls()),
                real());
    }

    private <T> List<T> some(int most, Supplier<T> next) {
        List<T> list = new ArrayList<>();
        int size = random.nextInt(most + 1);
        for (int i = 0; i < size; i++) {
            list.add(next.get());
        }
        return list;
    }

    private <T> T one(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private String text() {
        return random.nextInt(6) == 0 ? one(TEXTS) : "t" + random.nextInt(100);
    }

    private int count(int least) {
        return random.nextInt(12) == 0 ? Integer.MAX_VALUE : least + random.nextInt(4);
    }

    private double positive() {
        double value = measure();
        return value < LEAST ? LEAST : value;
    }

    private double measure() {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> Double.MIN_VALUE;
            case 2 -> MOST;
            case 3 -> Math.scalb(1 + random.nextDouble(), random.nextInt(-1_000, 59));
            default -> random.nextDouble(1, 1e9);
        };
    }

    private OptionalDouble real() {
        return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(measure());
    }

    private OptionalLong whole() {
        return switch (random.nextInt(3)) {
            case 0 -> OptionalLong.empty();
            case 1 -> OptionalLong.of(random.nextLong(1_000));
            default -> OptionalLong.of(Long.MAX_VALUE);
        };
    }

    private Instant instant() {
        return switch (random.nextInt(20)) {
            case 0 -> Instant.parse("0001-01-01T00:00:00Z");
            case 1 -> Instant.parse("9999-12-31T23:59:59Z");
            case 2 -> Instant.EPOCH.minusNanos(1);
            default -> Samples.START.plusNanos(random.nextLong(1L << 50));
        };
    }
}
