// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.ExitCaller;
import dev.duality.jmh.ProcessDefaults;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.floor.FloorCheck;
import dev.duality.jmh.load.ColdLoad;
import dev.duality.jmh.load.InstructionLoad;
import dev.duality.jmh.load.JobLoad;
import dev.duality.jmh.load.KernelFixture;
import dev.duality.jmh.load.OpenLoad;
import dev.duality.jmh.load.PlainLoad;
import dev.duality.jmh.machine.placement.CpuPlan;
import dev.duality.jmh.profile.Profiler;
import dev.duality.jmh.profile.Profiling;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.FixedJob;
import dev.duality.results.FloorProbes;
import dev.duality.shm.Diagnosis;
import dev.duality.workloads.ShownCount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// The main of a fork: reads an order, measures, writes a report.
public final class ForkMain {
    private ForkMain() {}

    /// @param args the file of the order, the file for the report, the file for JMH's own result
    public static void main(String[] args) {
        ProcessDefaults.apply();
        Orphan orphan = Orphan.watch(Path.of(args[0]), () -> System.exit(1));
        Thread exit = new Thread(() -> sayWhoExits(Path.of(args[1])), "foreign-exit");
        Runtime.getRuntime().addShutdownHook(exit);
        ForkReport report;
        try {
            Path order = Path.of(args[0]);
            Files.writeString(begun(order), "");
            report = answer(ForkOrder.read(order), ForkOrder.spare(order), Path.of(args[2]));
        } catch (IOException | RuntimeException | Error e) {
            e.printStackTrace();
            report = new ForkReport.Failed(Diagnosis.said(e));
        }
        removeHook(exit);
        int status = 1;
        try {
            ForkJson.write(Path.of(args[1]), report);
            status = 0;
        } catch (RuntimeException e) {
            System.err.println(Diagnosis.said(e)); // into the log, if there is room for that
        }
        orphan.beforeEnd();
        System.exit(status); // whatever threads a transport has left
    }

    /// The file that is there once a fork has come to its order.
    static Path begun(Path order) {
        return order.resolveSibling("begun");
    }

    /// Code of others that ends the fork is named, if it is by `System.exit`.
    private static void sayWhoExits(Path report) {
        ExitCaller.of(Thread.getAllStackTraces())
                .filter(_ -> !Files.exists(report, LinkOption.NOFOLLOW_LINKS))
                .ifPresent(caller ->
                        ForkJson.write(report, new ForkReport.Failed(caller + " ended the fork by System.exit")));
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // somebody ends this JVM already, and the hook says who
        }
    }

    /// Does what an order says, in this process.
    /// @param spare what it may take beside its planned time
    /// @param json where JMH writes its own result
    public static ForkReport answer(ForkOrder order, Spare spare, Path json) {
        return switch (order) {
            case ForkOrder.Kernel kernel -> measure(kernel, spare, json);
            case ForkOrder.Cold cold -> coldly(cold, spare);
            case ForkOrder.Plain(CellSpec cell) -> alone(PlainLoad.of(cell), spare);
            case ForkOrder.Machine(var when, long millis) ->
                new ForkReport.Machine(FloorCheck.measure(when, millis, OptionalDouble.empty()));
        };
    }

    /// The loads that a fork has done so far, each with all of its tries.
    ///
    /// @param open a list for each rate
    private record LoadTries(
            List<Probes.Tried<ClosedLoad.Result>> closed,
            List<List<Probes.Tried<OpenLoad.Result>>> open,
            List<Probes.Tried<Optional<FixedJob>>> jobs) {
        LoadTries() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private static ForkReport measure(ForkOrder.Kernel order, Spare spare, Path json) {
        Thread preparing = Thread.ofPlatform().daemon().start(ForkJson::prepare); // beside what comes first
        try (KernelFixture fixture = KernelFixture.of(order.cell())) {
            LoadTries loads = new LoadTries();
            try {
                return measure(order, spare, json, fixture, preparing, loads);
            } catch (RuntimeException | Error e) {
                if (loads.closed.isEmpty()) {
                    throw e;
                }
                e.printStackTrace();
                return new ForkReport.Failed(
                        Diagnosis.said(e),
                        Optional.of(measured(fixture, loads, UnaryOperator.identity(), Optional.empty(), 0)));
            }
        }
    }

    private static ForkReport measure(
            ForkOrder.Kernel order, Spare spare, Path json, KernelFixture fixture, Thread preparing, LoadTries loads) {
        fixture.require();
        join(preparing);
        Optional<Profiler> profiler = Profiler.ofThisJvm();
        Optional<Profiling> profiling = profiler.filter(found -> !(found instanceof Profiler.Instructions))
                .map(found -> new Profiling(found, ForkReport.Profile.file(json, found.ending())));
        Probes probes = new Probes(fixture.probe(), fixture.around(), spare, mostTries(profiler));
        long jobMillis = order.jobPasses() == 0 ? 0 : JobLoad.PLANNED_MILLIS;
        probes.tries(
                order.closed().millis(),
                order.open().plannedMillis() + jobMillis,
                loads.closed,
                number -> ClosedLoad.run(
                        fixture,
                        order.verified(),
                        order.closed(),
                        ForkReport.Attempt.jmhJson(json, number),
                        () -> profiling.ifPresent(Profiling::start)));
        double capacity = loads.closed.getLast().load().loop().opsPerSecond();
        long asideNanos = fixture.asideNanos(); // of the closed loops, which say themselves how long they were
        long before = probes.loadNanos();
        List<Double> rates = order.open().rates(capacity);
        for (double rate : rates) {
            long openMillis = order.open().eachMillis();
            List<Probes.Tried<OpenLoad.Result>> tries = new ArrayList<>();
            loads.open.add(tries);
            probes.tries(
                    openMillis,
                    (rates.size() - loads.open.size()) * openMillis + jobMillis,
                    tries,
                    _ -> OpenLoad.run(
                            fixture,
                            new OpenLoad.Offer(
                                    order.open().shape(),
                                    rate,
                                    order.open().millis(),
                                    order.cell().seed(),
                                    order.open().bound(capacity))));
        }
        if (order.jobPasses() > 0) {
            probes.tries(
                    jobMillis,
                    0,
                    loads.jobs,
                    _ -> JobLoad.run(fixture, order.jobPasses()),
                    Optional::isPresent); // it is none where it would take too long
        }
        long closedNanos =
                loads.closed.stream().mapToLong(tried -> tried.load().nanos()).sum();
        long othersNanos = probes.loadNanos() - before - (fixture.asideNanos() - asideNanos);
        Optional<ForkReport.Profile> profile =
                profiling.map(found -> new ForkReport.Profile(profiler.get().ending(), found.stop()));
        UnaryOperator<ClosedLoop> counted = UnaryOperator.identity();
        if (profiler.filter(Profiler.Instructions.class::isInstance).isPresent()) {
            try {
                Figure instructions = Figure.shown("instructions", InstructionLoad.count(fixture), Figure.PER_OP);
                counted = loop -> withFigure(loop, instructions);
            } catch (IllegalStateException e) {
                profile = Optional.of(new ForkReport.Profile(profiler.get().ending(), Optional.of(Diagnosis.said(e))));
            }
        }
        return measured(fixture, loads, counted, profile, (closedNanos + othersNanos) / 1_000_000);
    }

    private static ForkReport.Measured measured(
            KernelFixture fixture,
            LoadTries loads,
            UnaryOperator<ClosedLoop> counted,
            Optional<ForkReport.Profile> profile,
            long loadMillis) {
        return new ForkReport.Measured(
                cpus(fixture.plan()),
                attempts(fixture.workload().figures(), loads.closed, counted, loads.open, loads.jobs),
                profile,
                fixture.carrier(),
                loadMillis);
    }

    /// The first attempt has the first try of each load, the second one the second try of those that have one.
    static List<ForkReport.Attempt> attempts(
            List<ShownCount> shown,
            List<Probes.Tried<ClosedLoad.Result>> closed,
            UnaryOperator<ClosedLoop> counted,
            List<List<Probes.Tried<OpenLoad.Result>>> open,
            List<Probes.Tried<Optional<FixedJob>>> jobs) {
        Optional<FixedJob> lastJob =
                jobs.stream().flatMap(tried -> tried.load().stream()).reduce((_, last) -> last);
        int most = Stream.concat(Stream.of(closed, jobs), open.stream())
                .mapToInt(List::size)
                .max()
                .orElseThrow();
        List<ForkReport.Attempt> attempts = new ArrayList<>();
        for (int next = 0; next < most; next++) {
            int number = next;
            ForkReport.Attempt attempt = new ForkReport.Attempt(
                    at(closed, number)
                            .map(tried -> probed(
                                    withFirstPass(
                                            shown,
                                            lastJob,
                                            counted.apply(tried.load().loop())),
                                    tried.probes())),
                    open.stream()
                            .flatMap(tries -> at(tries, number).stream())
                            .map(tried -> open(tried.load(), tried.probes()))
                            .toList(),
                    at(jobs, number).flatMap(tried -> tried.load().map(job -> probed(job, tried.probes()))));
            if (attempt.hasLoads()) {
                attempts.add(attempt);
            }
        }
        return attempts;
    }

    /// A profile is of one try.
    private static int mostTries(Optional<Profiler> profiler) {
        return profiler.isPresent() ? 1 : Probes.MOST_TRIES;
    }

    private static <T> Optional<T> at(List<T> list, int index) {
        return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
    }

    private static ForkReport coldly(ForkOrder.Cold order, Spare spare) {
        Thread preparing = Thread.ofPlatform().daemon().start(ForkJson::prepare);
        try (KernelFixture fixture = KernelFixture.of(order.cell())) {
            fixture.require();
            Probes probes = new Probes(fixture.probe(), fixture.around(), spare, 1);
            join(preparing);
            List<Probes.Tried<ColdLoad.Result>> all = new ArrayList<>();
            probes.tries(order.millis(), 0, all, _ -> ColdLoad.run(fixture, order.millis()));
            Probes.Tried<ColdLoad.Result> cold = all.getFirst();
            return new ForkReport.Measured(
                    cpus(fixture.plan()),
                    List.of(new ForkReport.Attempt(
                            Optional.of(probed(cold.load().loop(), cold.probes())), List.of(), Optional.empty())),
                    Profiler.ofThisJvm()
                            .map(profiler -> new ForkReport.Profile(
                                    profiler.ending(), Optional.of("a cold start is not profiled"))),
                    Optional.empty(),
                    cold.load().nanos() / 1_000_000);
        }
    }

    private static ForkReport alone(PlainLoad load, Spare spare) {
        load.require();
        Thread preparing = Thread.ofPlatform().daemon().start(ForkJson::prepare);
        Probes probes = new Probes(load.probe(), load.around(), spare, mostTries(Profiler.ofThisJvm()));
        join(preparing);
        List<Probes.Tried<FixedJob>> tries = new ArrayList<>();
        probes.tries(1, 0, tries, _ -> load.run());
        List<ForkReport.Attempt> attempts = tries.stream()
                .map(tried -> new ForkReport.Attempt(
                        Optional.empty(), List.of(), Optional.of(probed(tried.load(), tried.probes()))))
                .toList();
        return new ForkReport.Measured(
                cpus(load.plan()), attempts, Optional.empty(), Optional.empty(), probes.loadNanos() / 1_000_000);
    }

    private static ClosedLoop probed(ClosedLoop closed, Optional<FloorProbes> probes) {
        return new ClosedLoop(
                closed.opsPerSecond(),
                closed.nanosPerOp(),
                closed.warmups(),
                closed.iterations(),
                closed.batches(),
                probes,
                closed.usage());
    }

    private static FixedJob probed(FixedJob job, Optional<FloorProbes> probes) {
        return new FixedJob(job.operations(), job.passes(), job.seconds(), probes, job.usage());
    }

    /// From here on nothing runs beside what is measured.
    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted before the first load", e);
        }
    }

    private static ClosedLoop withFigure(ClosedLoop closed, Figure figure) {
        List<Figure> figures = new ArrayList<>(closed.usage().figures());
        figures.add(figure);
        return with(closed, figures);
    }

    /// Adds what means something in the first pass alone. It belongs to the job, which has that pass on a kernel of its
    /// own: once through the script, from a new state. The closed loop goes round and round.
    static ClosedLoop withFirstPass(List<ShownCount> shown, Optional<FixedJob> job, ClosedLoop closed) {
        Set<String> names = shown.stream()
                .filter(ShownCount::ofFirstPass)
                .map(ShownCount::name)
                .collect(Collectors.toSet());
        Map<String, Figure> ofJob = job.stream()
                .flatMap(done -> done.usage().figures().stream())
                .filter(figure -> names.contains(figure.name()))
                .collect(Collectors.toMap(Figure::name, figure -> figure));
        return with(
                closed,
                closed.usage().figures().stream()
                        .map(figure -> ofJob.getOrDefault(figure.name(), figure))
                        .toList());
    }

    private static ClosedLoop with(ClosedLoop closed, List<Figure> figures) {
        return new ClosedLoop(
                closed.opsPerSecond(),
                closed.nanosPerOp(),
                closed.warmups(),
                closed.iterations(),
                closed.batches(),
                closed.probes(),
                closed.usage().withFigures(figures));
    }

    private static ForkReport.Open open(OpenLoad.Result result, Optional<FloorProbes> probes) {
        return new ForkReport.Open(
                result.targetPerSecond(),
                result.achievedPerSecond(),
                result.behindNanos(),
                result.started(),
                result.beyond(),
                result.stalls(),
                result.parts().stream().map(ForkMain::part).toList(),
                probes,
                result.usage());
    }

    private static ForkReport.Part part(OpenLoad.Part part) {
        return new ForkReport.Part(part.startNanos(), part.endNanos(), text(part.nanos()), text(part.queued()));
    }

    private static String text(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    private static List<Integer> cpus(CpuPlan plan) {
        return plan instanceof CpuPlan.Pinned pinned
                ? Stream.concat(pinned.workers().stream(), pinned.servers().stream())
                        .toList()
                : List.of();
    }
}
