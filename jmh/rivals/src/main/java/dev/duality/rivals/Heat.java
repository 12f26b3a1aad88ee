// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.jmh.FloorBenchmark;
import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.KernelBenchmark;
import dev.duality.jmh.floor.PingPong;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// One fork of one contestant.
///
/// @param millis of an iteration
record Heat(Contestant.Race race, Contestant contestant, int senders, int payload, int most, int round, int millis) {
    static final int WARMUPS = 8; // of half an iteration, with rests for the compilers between them
    static final int ITERATIONS = 5;

    /// How long a fork runs to have its instructions counted.
    private static final int COUNTED_MILLIS = Steps.WARM_MILLIS + 3_000;

    /// What starting a JVM, JMH and a kernel takes besides.
    static final int START_MILLIS = 1_700;

    /// Chronicle has that much more code, and is compiled that much later: by 1.2 s it was thirty times as slow.
    private static final int LATER = 6;

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /// What it found, for people.
    static String figure(Score score) {
        return (score.race() == Contestant.Race.INSTRUCTIONS ? "%,.0f instructions" : "%,.1f ns").formatted(score.figure());
    }

    int plannedMillis() {
        return contestant instanceof Contestant.Native
                ? ITERATIONS * millis
                : START_MILLIS + WARMUPS * warmupMillis() + iterations() * iterationMillis();
    }

    private int warmupMillis() {
        return (contestant.name().endsWith("chronicle") ? LATER : 1) * Math.max(1, millis / 2);
    }

    private int iterations() {
        return race == Contestant.Race.INSTRUCTIONS ? 1 : ITERATIONS;
    }

    private int iterationMillis() {
        return race == Contestant.Race.INSTRUCTIONS ? COUNTED_MILLIS : millis;
    }

    /// Runs it. What goes wrong with the contestant is its score.
    /// @param folder for JMH's own results and output
    Score run(Path folder, NativePingPong c, Steps steps) {
        try {
            if (race == Contestant.Race.INSTRUCTIONS) {
                return score(instructions(folder, steps), OptionalDouble.empty());
            }
            return contestant instanceof Contestant.Native(PingPong.Form form)
                    ? score(c.nanos(form, payload, ITERATIONS * millis), OptionalDouble.empty())
                    : score(jmh(folder));
        } catch (RunnerException | IllegalStateException e) {
            return failed(reason(e));
        }
    }

    private Score score(double figure, OptionalDouble bytes) {
        return new Score(race, contestant.name(), senders, payload, round, figure, bytes, Optional.empty(), "");
    }

    /// Counts while the fork runs.
    private double instructions(Path folder, Steps steps) throws RunnerException {
        FutureTask<Double> counting = new FutureTask<>(steps::ofTheFork);
        Thread thread = Thread.ofPlatform().daemon().name("steps").start(counting);
        try {
            jmh(folder);
        } finally {
            thread.interrupt();
        }
        try {
            return counting.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IllegalStateException known
                    ? known
                    : new IllegalStateException("the fork ended before its instructions were counted", e);
        }
    }

    Score failed(String reason) {
        return new Score(
                race,
                contestant.name(),
                senders,
                payload,
                round,
                0,
                OptionalDouble.empty(),
                Optional.empty(),
                reason);
    }

    @SuppressWarnings("rawtypes") // JMH's own
    private Score score(RunResult result) {
        double median = result.getPrimaryResult().getStatistics().getPercentile(50);
        boolean rate = result.getParams().getMode() == Mode.Throughput;
        OptionalDouble bytes = result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(ALLOCATED))
                .mapToDouble(entry -> entry.getValue().getScore())
                .filter(Double::isFinite)
                .findFirst();
        return score(rate ? 1e9 / median : median, bytes);
    }

    private RunResult jmh(Path folder) throws RunnerException {
        String file = "%s-%s-%d-%d"
                .formatted(race.word(), contestant.name().replace(':', '-'), payload, round);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(1)
                .warmupForks(0)
                .warmupIterations(WARMUPS)
                .warmupTime(TimeValue.milliseconds(warmupMillis()))
                .measurementIterations(iterations())
                .measurementTime(TimeValue.milliseconds(iterationMillis()))
                .threads(race == Contestant.Race.ONE_WAY ? senders : 1)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(folder.resolve(file + ".json").toString())
                .output(folder.resolve(file + ".log").toString())
                .jvmArgsPrepend(Stream.concat(JvmFlags.FORK.stream(), JvmFlags.archive().stream())
                        .toArray(String[]::new));
        switch (contestant) {
            case Contestant.Floor floor ->
                options.include(exactly(FloorBenchmark.class, "roundTrip"))
                        .param("form", floor.form().name());
            case Contestant.ByHand(Rival rival) -> {
                options.param("rival", rival.word).param("payload", Integer.toString(payload));
                if (race != Contestant.Race.ONE_WAY) {
                    options.include(exactly(RoundTripBenchmark.class, "roundTrip"));
                } else {
                    options.include(exactly(OneWayBenchmark.class, "send")).param("most", Integer.toString(most));
                }
            }
            case Contestant.Ours(String substrate) ->
                options.include(exactly(KernelBenchmark.class, "closed"))
                        .param("workload", "rpc")
                        .param("on", substrate)
                        .param("waiting", "pause")
                        .param("set", payload <= Table.LEAST ? "command=null" : "command=echo;payload=" + payload);
            case Contestant.Native _ -> throw new IllegalStateException("not by JMH");
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        return results.iterator().next();
    }

    private static String exactly(Class<?> benchmark, String method) {
        return "^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$";
    }

    /// JMH wraps what was thrown several times; the innermost message is the one to show.
    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null || cause.getSuppressed().length > 0) {
            cause = cause.getCause() != null ? cause.getCause() : cause.getSuppressed()[0];
        }
        return String.valueOf(cause.getMessage());
    }

    /// Round after round, in each everybody once.
    /// @param most how many a receiver takes at once
    static List<Heat> plan(
            List<Contestant> contestants,
            List<Contestant.Race> races,
            List<Integer> senders,
            List<Integer> payloads,
            int most,
            int rounds,
            int millis) {
        List<Heat> heats = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Contestant.Race race : races) {
                for (int payload : payloads) {
                    for (int sending : race == Contestant.Race.ONE_WAY ? senders : List.of(1)) {
                        for (Contestant one : contestants) {
                            boolean carried = payload <= Table.LEAST || one.carriesPayloads();
                            boolean counted = race == Contestant.Race.INSTRUCTIONS && round > 1;
                            if (carried && !counted && one.races(race, sending)) {
                                heats.add(new Heat(race, one, sending, payload, most, round, millis));
                            }
                        }
                    }
                }
            }
        }
        return heats;
    }
}
