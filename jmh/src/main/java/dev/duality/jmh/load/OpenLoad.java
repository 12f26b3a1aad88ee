// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.floor.StallClock;
import dev.duality.results.Figure;
import dev.duality.results.OpenLoop;
import dev.duality.results.Stalls;
import dev.duality.results.Usage;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.verify.KernelThreads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/// The open loop: operations are due by a schedule, and latency counts from the moment an operation should have been
/// issued, however late it was. The schedule never waits for anything, so there is nothing to correct afterwards. A
/// loop that cannot keep up is given up at a deadline of its own, and says so by what lies behind.
public final class OpenLoad {
    private OpenLoad() {}

    /// The offer that is asked for.
    /// @param perSecond of all workers together
    /// @param millis of the measured part
    /// @param seed of the arrivals; those of the same seed, rate and shape are the same for all substrates
    /// @param bound of an overload; empty where whatever arrives waits
    public record Offer(LoadShape shape, double perSecond, long millis, long seed, Optional<Bound> bound) {
        /// The time for which its rate is offered, in milliseconds; an overload is followed by its relief.
        private long offeredMillis() {
            return bound.isEmpty() ? millis : Math.max(1, millis * OVERLOAD_FIFTHS / 5);
        }
    }

    /// Each worker has a queue of so many places, and what arrives when it is full is refused. After four fifths of the
    /// time another rate follows, so that one sees how soon the queue is empty again.
    /// @param places of each worker, what is under way among them
    /// @param thenPerSecond the rate that follows, of all workers together
    public record Bound(int places, double thenPerSecond) {}

    private static final int OVERLOAD_FIFTHS = 4;

    /// The result of an open loop.
    /// @param behindNanos how far a backlog has grown by the end, of the worker that was furthest behind
    /// @param started when the measured part began
    /// @param nanos latencies of the measured part
    /// @param parts the same, second by second
    /// @param beyond from how many separate events the values beyond each percentile come
    /// @param stalls of all workers
    public record Result(
            double targetPerSecond,
            double achievedPerSecond,
            long behindNanos,
            Instant started,
            Histogram nanos,
            List<Part> parts,
            List<OpenLoop.Beyond> beyond,
            Stalls stalls,
            Usage usage) {}

    /// A second of the schedule, or a longer part of a long one.
    /// @param nanos latencies of the operations that were due in it
    /// @param queued of each of its milliseconds, how many operations were due and not issued at most, those that
    ///     a bounded queue refused not among them
    public record Part(long startNanos, long endNanos, Histogram nanos, Histogram queued) {}

    /// A part of the warm-up, or a quarter of what is measured if that is less.
    private static final long WARM_UP_MILLIS = 150;

    private static final int WARM_UP_SHARE = 4;

    /// The time that the waits for the compilers take together, about, however short the loop.
    public static final long COMPILERS_MILLIS = 240;

    /// The time that the warm-up takes, about: three parts, and as many waits for the compilers.
    public static long extraMillis(long millis) {
        return 3 * warmUpMillis(millis) + COMPILERS_MILLIS;
    }

    private static long warmUpMillis(long millis) {
        return Math.max(1, Math.min(WARM_UP_MILLIS, millis / WARM_UP_SHARE));
    }

    /// Runs a warm-up, until it has shown by its scores that it is one, and the measured part on a kernel of its own.
    public static Result run(KernelFixture fixture, Offer offer) {
        Setting setting = fixture.setting();
        int workers = setting.workers();
        long count = Math.max(1, Math.round(offer.offeredMillis() * offer.perSecond / workers / 1e3));
        ArrivalTimes arrivals = ArrivalTimes.of(offer.shape, offer.perSecond, count * workers, offer.seed);
        Optional<Relief> relief = offer.bound.map(bound -> Relief.of(offer, bound, workers));
        KernelThreads threads = fixture.threads();
        OpenWorkers open = new OpenWorkers(
                fixture,
                threads,
                warmUpMillis(offer.millis),
                (worker, caller) ->
                        pacer(fixture, caller, relief, new WorkerSchedule(arrivals, worker, workers, count)));
        LoadCheck check = new LoadCheck(fixture, threads, "open loop");
        try (Kernel kernel = fixture.side().open(setting)) {
            kernel.start(threads);
            open.run(kernel);
            check.look(kernel, open.done());
        }
        check.require();
        Usage usage = Meter.usage(fixture.workload().figures(), List.of(open.metered()));
        return result(offer, arrivals.length(count * workers), open.nanos(), open.started(), open.pacers(), usage);
    }

    /// The arrivals that come after an overload.
    /// @param count of each worker
    private record Relief(Bound bound, ArrivalTimes arrivals, long count) {
        static Relief of(Offer offer, Bound bound, int workers) {
            long millis = offer.millis - offer.offeredMillis();
            long count = Math.max(1, Math.round(millis * bound.thenPerSecond / workers / 1e3));
            return new Relief(
                    bound, ArrivalTimes.of(offer.shape, bound.thenPerSecond, count * workers, offer.seed + 1), count);
        }

        WorkerSchedule behind(WorkerSchedule overload) {
            return new WorkerSchedule(arrivals, overload.worker(), overload.workers(), count);
        }
    }

    private static Paced pacer(KernelFixture fixture, Caller caller, Optional<Relief> relief, WorkerSchedule schedule) {
        Setting setting = fixture.setting();
        Script script = fixture.workload().script(setting, schedule.worker());
        return relief.<Paced>map(after ->
                        new QueuedPacer(caller, script, setting, schedule, after.behind(schedule), after.bound.places))
                .orElseGet(() -> new Pacer(caller, script, setting, schedule));
    }

    /// @param planned how long the schedule was, in nanoseconds
    /// @param nanos from the first intended start to the last end
    private static Result result(
            Offer offer, long planned, long nanos, Instant started, List<Paced> pacers, Usage usage) {
        List<PacerNotes> notes = pacers.stream().map(Paced::notes).toList();
        long done = pacers.stream().mapToLong(Paced::measured).sum();
        List<QueuedPacer> queued = pacers.stream()
                .filter(QueuedPacer.class::isInstance)
                .map(QueuedPacer.class::cast)
                .toList();
        long kept = queued.isEmpty()
                ? done
                : queued.stream().mapToLong(QueuedPacer::kept).sum();
        List<Part> parts = parts(offer, planned, pacers, PacerNotes.late(notes));
        Histogram all = new Histogram(Latency.LATEST_NANOS, 3);
        parts.forEach(part -> all.add(part.nanos));
        return new Result(
                offer.perSecond,
                kept * 1e9 / Math.max(planned, nanos),
                queued.isEmpty()
                        ? notes.stream()
                                .mapToLong(PacerNotes::behindNanos)
                                .max()
                                .orElseThrow()
                        : 0, // whoever would have grown a backlog was refused
                started,
                all,
                parts,
                StretchCounter.beyond(all, PacerNotes.worst(notes)),
                StallClock.sum(notes.stream().map(PacerNotes::clock).toList()),
                refused(apart(usage, Math.max(1, done), pacers), queued));
    }

    /// With what a bounded queue refused, and how long it took until it was empty.
    private static Usage refused(Usage usage, List<QueuedPacer> pacers) {
        if (pacers.isEmpty()) {
            return usage;
        }
        double refused = pacers.stream().mapToLong(QueuedPacer::refused).sum();
        long recovery =
                pacers.stream().mapToLong(QueuedPacer::recoveryNanos).max().orElseThrow();
        List<Figure> figures = new ArrayList<>(usage.figures());
        figures.add(new Figure(
                Figure.REFUSED,
                100 * refused / pacers.stream().mapToLong(QueuedPacer::offered).sum(),
                Figure.PERCENT,
                false));
        figures.add(new Figure(Figure.RECOVERY, recovery / 1e3, "us", false));
        return usage.withFigures(figures);
    }

    private static List<Part> parts(Offer offer, long planned, List<Paced> pacers, long[] late) {
        long most =
                offer.bound.map(bound -> (long) bound.places * pacers.size()).orElse(Long.MAX_VALUE);
        List<Latency> own = pacers.stream().map(Paced::latency).toList();
        long partNanos = own.getFirst().partNanos();
        List<Histogram> latencies = Latency.together(own);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < latencies.size(); i++) {
            long start = i * partNanos;
            long end = Math.min(planned, start + partNanos);
            Histogram queued = new Histogram(3);
            for (long at = start; at < end; at += PacerNotes.SLOT_NANOS) {
                long due = Math.round(late[(int) (at / PacerNotes.SLOT_NANOS)] * offer.perSecond / 1e9);
                queued.recordValue(Math.min(most, due)); // the rest was refused
            }
            parts.add(new Part(start, end, latencies.get(i), queued));
        }
        return parts;
    }

    /// Sets what the pacers used apart from what the substrate did.
    private static Usage apart(Usage usage, long done, List<Paced> pacers) {
        double pacing = (double) pacers.stream()
                        .map(Paced::notes)
                        .mapToLong(PacerNotes::pacingNanos)
                        .sum()
                / done;
        long slack = pacers.stream().mapToLong(Paced::slackNanos).max().orElseThrow();
        long overslept = pacers.stream()
                .map(Paced::notes)
                .mapToLong(PacerNotes::overslept)
                .sum();
        return apart(usage, pacing, slack / 1e3, 100.0 * overslept / done);
    }

    /// @param pacing processor time an operation, in nanoseconds
    static Usage apart(Usage usage, double pacing, double slackMicros, double oversleptPercent) {
        List<Figure> figures = new ArrayList<>(usage.figures());
        figures.add(Figure.perOp(Figure.PACING, pacing));
        figures.add(new Figure(Figure.SLACK, slackMicros, "us", false));
        figures.add(new Figure(Figure.OVERSLEPT, oversleptPercent, Figure.PERCENT, false));
        OptionalDouble cpu = usage.cpuNanosPerOp();
        return usage.withFigures(figures)
                .withCpuNanosPerOp(cpu.isEmpty() ? cpu : OptionalDouble.of(Math.max(0, cpu.getAsDouble() - pacing)));
    }
}
