// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.soak.Soak;
import dev.duality.jmh.soak.SoakOutcome;
import dev.duality.jmh.soak.SoakTally;
import dev.duality.jmh.soak.Trial;
import dev.duality.jmh.soak.Trials;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Verifies kernels drawn at random for as long as it is told to.
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description =
                "Open every kernel again and again, with random waits, payloads, parameters and workers, and verify"
                        + " each. Nothing is timed. Ends with a table; a failure is shown at once, with the command that"
                        + " plays it again.")
final class SoakCommand implements Callable<Integer> {
    private static final double MOST_MINUTES = 7 * 24 * 60;
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Duration NEWS = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long, such as 10 or 0.5 (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = {"-w", "--workload"},
            paramLabel = "NAME",
            split = ",",
            description = "Workload to take; all when you do not say.")
    private List<String> workloads = new ArrayList<>();

    @Option(
            names = {"-o", "--on"},
            paramLabel = "SUBSTRATE",
            split = ",",
            description = "Substrate to take, such as shm:lockfree; shm or messaging alone takes all of them.")
    private List<String> substrates = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What the kernels are drawn from (${DEFAULT-VALUE}); the same seed draws the same ones.")
    private long seed;

    @Mixin
    private JarsOption jars;

    @Override
    public Integer call() {
        if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
            throw new BadInput(
                    "--minutes is %s, but must be more than 0 and at most %.0f".formatted(minutes, MOST_MINUTES));
        }
        Trials trials = new Trials(sides(), Runtime.getRuntime().availableProcessors(), seed);
        say("%d kinds of kernel in turn for %s, seed %d; Ctrl-C ends it with its table"
                .formatted(trials.kinds(), Durations.text(length()), seed));
        SoakTally tally = new SoakTally();
        Thread last = new Thread(() -> show(tally), "last-words");
        Runtime.getRuntime().addShutdownHook(last);
        boolean hung = soak(trials, tally);
        Runtime.getRuntime().removeShutdownHook(last);
        show(tally);
        if (hung) {
            say("a kernel hung, so nothing more was tried: its threads are still there");
        }
        return tally.failures() == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private Duration length() {
        return Duration.ofMillis((long) (minutes * 60_000));
    }

    private Map<Workload, List<Side>> sides() {
        Catalog catalog = Catalog.load(jars.loader(line -> Duality.note(spec.commandLine(), line)));
        List<Workload> chosen = workloads.isEmpty()
                ? catalog.workloads()
                : workloads.stream().map(catalog::workload).toList();
        Selection.requireMatched(
                substrates,
                chosen.stream().flatMap(one -> catalog.sides(one).stream()).toList());
        Map<Workload, List<Side>> sides = new LinkedHashMap<>();
        for (Workload workload : chosen) {
            List<Side> matching = catalog.sides(workload).stream()
                    .filter(side -> side.unavailable().isEmpty())
                    .filter(side -> Selection.matches(substrates, side))
                    .toList();
            if (!matching.isEmpty()) {
                sides.put(workload, matching);
            }
        }
        if (sides.isEmpty()) {
            throw new BadInput("nothing to soak: nothing of %s works on this machine; duality list substrates says why"
                    .formatted(substrates.isEmpty() ? "all" : String.join(", ", substrates)));
        }
        return sides;
    }

    /// @return whether it ended because a kernel hung
    private boolean soak(Trials trials, SoakTally tally) {
        Soak soak = new Soak(DEADLINE);
        long begin = System.nanoTime();
        long news = begin;
        while (System.nanoTime() - begin < length().toNanos()) {
            Optional<Trial> trial = trials.next();
            if (trial.isEmpty()) {
                continue;
            }
            SoakOutcome outcome = soak.run(trial.get());
            tally.add(trial.get(), outcome);
            tell(trial.get(), outcome);
            if (outcome instanceof SoakOutcome.Hung) {
                return true;
            }
            if (System.nanoTime() - news > NEWS.toNanos()) {
                news = System.nanoTime();
                say("%s: %,d kernels, %,d operations, %,d failures"
                        .formatted(
                                Durations.text(Duration.ofNanos(news - begin)),
                                tally.kernels(),
                                tally.operations(),
                                tally.failures()));
            }
        }
        return false;
    }

    private void tell(Trial trial, SoakOutcome outcome) {
        switch (outcome) {
            case SoakOutcome.Agreed(_) -> {}
            case SoakOutcome.Differed(String difference, List<String> history) -> {
                out().printf("FAILED   %s%n         %s%n", trial.command(), difference);
                history.forEach(line -> out().println("         " + line));
            }
            case SoakOutcome.Hung(String dump) ->
                out().printf(
                                "FAILED   %s%n         no end after %s; its threads:%n%s%n",
                                trial.command(), Durations.text(DEADLINE), dump);
        }
        out().flush();
    }

    private void show(SoakTally tally) {
        Duality.print(spec.commandLine(), tally.table().block());
    }

    private void say(String line) {
        Duality.tell(spec.commandLine(), line);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
