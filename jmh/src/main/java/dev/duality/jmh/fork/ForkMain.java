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
import dev.duality.jmh.load.RowSurroundings;
import dev.duality.jmh.machine.placement.CpuPlan;
import dev.duality.jmh.profile.Profiler;
import dev.duality.jmh.profile.Profiling;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.FixedJob;
import dev.duality.results.FloorProbes;
import dev.duality.shm.Diagnosis;
import dev.duality.workloads.ShownCount;
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
            report = answer(ForkOrder.read(Path.of(args[0])), Path.of(args[2]));
        } catch (RuntimeException | Error e) {
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
    /// @param json where JMH writes its own result
    public static ForkReport answer(ForkOrder order, Path json) {
        return switch (order) {
            case ForkOrder.Kernel kernel -> measure(kernel, json);
            case ForkOrder.Cold cold -> coldly(cold);
            case ForkOrder.Plain(CellSpec cell) -> alone(PlainLoad.of(cell));
            case ForkOrder.Machine(var when, long millis) ->
                new ForkReport.Machine(FloorCheck.measure(when, millis, OptionalDouble.empty()));
        };
    }

    private static ForkReport measure(ForkOrder.Kernel order, Path json) {
        Thread preparing = Thread.ofPlatform().daemon().start(ForkJson::prepare); // beside what comes first
        try (KernelFixture fixture = KernelFixture.of(order.cell())) {
            return measure(order, json, fixture, preparing);
        }
    }

    private static ForkReport measure(ForkOrder.Kernel order, Path json, KernelFixture fixture, Thread preparing) {
        fixture.require();
        join(preparing);
        Optional<Profiler> profiler = Profiler.ofThisJvm();
        Optional<Profiling> profiling = profiler.filter(found -> !(found instanceof Profiler.Instructions))
                .map(found -> new Profiling(found, ForkReport.Profile.file(json, found.ending())));
        Probes probes = new Probes(fixture.probe(), fixture.around());
        ClosedLoad.Result closed;
        try (RowSurroundings.Beside _ = fixture.around().begin()) {
            closed = ClosedLoad.run(
                    fixture, order.verified(), order.closed(), json, () -> profiling.ifPresent(Profiling::start));
        }
        Optional<FloorProbes> aroundClosed = probes.after();
        long begin = System.nanoTime() - fixture.asideNanos();
        List<ForkReport.Open> open = new ArrayList<>();
        for (double rate : order.open().rates(closed.loop().opsPerSecond())) {
            OpenLoad.Offer offer = new OpenLoad.Offer(
                    order.open().shape(),
                    rate,
                    order.open().millis(),
                    order.cell().seed(),
                    order.open().bound(closed.loop().opsPerSecond()));
            OpenLoad.Result result;
            try (RowSurroundings.Beside _ = fixture.around().begin()) {
                result = OpenLoad.run(fixture, offer);
            }
            open.add(open(result, probes.after()));
        }
        Optional<FixedJob> job = order.jobPasses() == 0 ? Optional.empty() : job(fixture, order.jobPasses(), probes);
        long loadMillis = (closed.nanos() + System.nanoTime() - fixture.asideNanos() - begin) / 1_000_000;
        Optional<ForkReport.Profile> profile =
                profiling.map(found -> new ForkReport.Profile(profiler.get().ending(), found.stop()));
        if (profiler.filter(Profiler.Instructions.class::isInstance).isPresent()) {
            try {
                Figure counted = Figure.shown("instructions", InstructionLoad.count(fixture), Figure.PER_OP);
                closed = new ClosedLoad.Result(withFigure(closed.loop(), counted), closed.nanos());
            } catch (IllegalStateException e) {
                profile = Optional.of(new ForkReport.Profile(profiler.get().ending(), Optional.of(Diagnosis.said(e))));
            }
        }
        return new ForkReport.Measured(
                cpus(fixture.plan()),
                Optional.of(probed(withFirstPass(fixture.workload().figures(), job, closed.loop()), aroundClosed)),
                open,
                job,
                profile,
                fixture.carrier(),
                loadMillis);
    }

    private static Optional<FixedJob> job(KernelFixture fixture, int passes, Probes probes) {
        Optional<FixedJob> job;
        try (RowSurroundings.Beside _ = fixture.around().begin()) {
            job = JobLoad.run(fixture, passes);
        }
        return job.map(done -> probed(done, probes.after()));
    }

    private static ForkReport coldly(ForkOrder.Cold order) {
        Thread preparing = Thread.ofPlatform().daemon().start(ForkJson::prepare);
        try (KernelFixture fixture = KernelFixture.of(order.cell())) {
            fixture.require();
            Probes probes = new Probes(fixture.probe(), fixture.around());
            join(preparing);
            ColdLoad.Result cold;
            try (RowSurroundings.Beside _ = fixture.around().begin()) {
                cold = ColdLoad.run(fixture, order.millis());
            }
            return new ForkReport.Measured(
                    cpus(fixture.plan()),
                    Optional.of(probed(cold.loop(), probes.after())),
                    List.of(),
                    Optional.empty(),
                    Profiler.ofThisJvm()
                            .map(profiler -> new ForkReport.Profile(
                                    profiler.ending(), Optional.of("a cold start is not profiled"))),
                    Optional.empty(),
                    cold.nanos() / 1_000_000);
        }
    }

    private static ForkReport alone(PlainLoad load) {
        load.require();
        Thread preparing = Thread.ofPlatform().daemon().start(ForkJson::prepare);
        Probes probes = new Probes(load.probe(), load.around());
        join(preparing);
        long begin = System.nanoTime();
        FixedJob job;
        try (RowSurroundings.Beside _ = load.around().begin()) {
            job = load.run();
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        return new ForkReport.Measured(
                cpus(load.plan()),
                Optional.empty(),
                List.of(),
                Optional.of(probed(job, probes.after())),
                Optional.empty(),
                Optional.empty(),
                millis);
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
