// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.OneLine;
import dev.duality.jmh.ProcessDefaults;
import dev.duality.jmh.floor.FloorProbe;
import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.run.MachineLock;
import dev.duality.results.Machine;
import dev.duality.results.folder.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `duality rivals`: the contest, and its table.
@Command(
        name = "duality rivals",
        description = {
            "Is this the cost of messages, or of our code? Our transports beside those of others, by hand, in one run:",
            "the same payload, the same two cores, the same wait (ask again, with a pause), forks taking turns."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  duality rivals                                      everything, about half an hour",
            "  duality rivals --race round-trip --payload 8        round trips of a number, three minutes",
            "  duality rivals --race instructions --payload 8      what both threads execute for a round trip, three minutes",
            "  duality rivals --only native,ring,jctools-spsc,messaging:ring --payload 8",
            "  duality rivals --show runs/rivals-2026-11-22-1801   the table again"
        })
public final class Rivals implements Callable<Integer> {
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 3;
    private static final int MOST_PAYLOAD = 8192;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--race",
            split = ",",
            paramLabel = "RACE",
            defaultValue = "round-trip,one-way",
            description = "round-trip, one-way, or instructions: those of a round trip, counted (${DEFAULT-VALUE}).")
    private List<String> races = new ArrayList<>();

    @Option(
            names = "--payload",
            split = ",",
            paramLabel = "BYTES",
            defaultValue = "8,64,256,1024,4096",
            description = "8 to 8192 bytes that each payload has (${DEFAULT-VALUE}); ours carry 8 in the message itself.")
    private List<Integer> payloads = new ArrayList<>();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Contestants to take, as --list names them; all if none is named.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--senders",
            split = ",",
            paramLabel = "N",
            description = "Threads that send one way: 1, and 3 where there are four cores.")
    private List<Integer> senders = new ArrayList<>();

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many a receiver takes at once, one way (${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--forks", defaultValue = "3", paramLabel = "N", description = "Forks of each (${DEFAULT-VALUE}).")
    private int forks;

    @Option(
            names = "--millis",
            defaultValue = "100",
            paramLabel = "N",
            description = "How long an iteration lasts; a fork has 4 to warm up and 5 that count (${DEFAULT-VALUE}).")
    private int millis;

    @Option(names = "--out", paramLabel = "DIR", description = "Where it is kept; runs/rivals-<date and time>.")
    private Path out;

    @Option(names = "--show", paramLabel = "DIR", description = "Show the table of a contest again, and measure nothing.")
    private Path show;

    @Option(names = "--list", description = "List the contestants.")
    private boolean list;

    private Rivals() {}

    public static void main(String[] args) {
        ProcessDefaults.apply();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Rivals());
        line.setParameterExceptionHandler((slip, _) -> say(slip.getMessage() + "; see duality rivals --help", USAGE));
        line.setExecutionExceptionHandler((thrown, _, _) -> switch (thrown) {
            case IllegalArgumentException slip -> say(slip.getMessage(), USAGE);
            case UncheckedIOException broken -> say(broken.getMessage(), ENVIRONMENT);
            default -> throw thrown;
        });
        return line;
    }

    private static int say(String words, int exitCode) {
        System.err.println("duality rivals: " + OneLine.of(words));
        return exitCode;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (list) {
            Contestant.all().forEach(one -> System.out.printf("%-24s %s%n", one.name(), one.about()));
            return 0;
        }
        if (show != null) {
            System.out.print(Table.of(Scores.read(show).all()));
            return 0;
        }
        Affinity affinity = Affinity.ofThisMachine();
        Machine machine = MachineCheck.read(affinity);
        List<Heat> heats = plan(machine);
        Path folder = out == null ? Path.of("runs").resolve("rivals-" + RunFolder.nameOf(InstantSource.system().instant())) : out;
        Scores scores = Scores.begin(folder);
        describe(folder, machine);
        return contest(heats, folder, scores);
    }

    private List<Heat> plan(Machine machine) {
        for (int payload : payloads) {
            require(payload >= Table.LEAST && payload <= MOST_PAYLOAD, "--payload", payload, "8 to 8192");
        }
        require(forks >= 1 && forks <= 1000, "--forks", forks, "1 to 1000");
        require(millis >= 10 && millis <= 60_000, "--millis", millis, "10 to 60000");
        require(batch >= 1 && batch <= Duct.CAPACITY, "--batch", batch, "1 to " + Duct.CAPACITY);
        List<Contestant> contestants = new ArrayList<>(Contestant.all());
        for (String name : only) {
            if (contestants.stream().noneMatch(one -> one.name().equals(name))) {
                throw new IllegalArgumentException("there is no contestant '%s'; --list shows them".formatted(name));
            }
        }
        contestants.removeIf(one -> !only.isEmpty() && !only.contains(one.name()));
        List<Contestant.Race> chosen = races.stream()
                .map(word -> Contestant.Race.of(word)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--race is '%s', but must be round-trip, one-way or instructions".formatted(word))))
                .toList();
        double cores = machine.usableCores();
        if (cores < 2) {
            throw new IllegalArgumentException("a contest needs two cores; this machine gives %s".formatted(cores));
        }
        List<Integer> sending = senders.isEmpty() ? cores >= 4 ? List.of(1, 3) : List.of(1) : senders;
        for (int one : sending) {
            require(one >= 1 && one + 1 <= cores, "--senders", one, "from 1 to one less than the cores");
        }
        List<Heat> heats = Heat.plan(contestants, chosen, sending, payloads, batch, forks, millis);
        if (heats.isEmpty()) {
            throw new IllegalArgumentException("nothing to measure: none of those takes part in that race");
        }
        return heats;
    }

    private static void require(boolean holds, String option, Object value, String bounds) {
        if (!holds) {
            throw new IllegalArgumentException("%s is %s, but must be %s".formatted(option, value, bounds));
        }
    }

    /// What a figure has to be read with.
    private void describe(Path folder, Machine machine) {
        Map<String, Object> contest = new LinkedHashMap<>();
        contest.put("command", "duality rivals " + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        contest.put("jdk", System.getProperty("java.runtime.version"));
        contest.put("flags", JvmFlags.FORK);
        contest.put("machine", machine);
        try {
            Files.write(
                    folder.resolve("contest.json"),
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsBytes(contest));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static int contest(List<Heat> heats, Path folder, Scores scores) throws InterruptedException {
        long planned = heats.stream().mapToLong(Heat::plannedMillis).sum();
        System.err.printf(
                "%d forks, about %d min; kept in %s%n", heats.size(), Math.ceilDiv(planned, 60_000), folder);
        Thread hook = new Thread(
                () -> System.err.printf("stopped; duality rivals --show %s shows what was finished%n", folder), "stopped");
        try (MachineLock _ = MachineLock.take(
                () -> System.err.println("another run is measuring on this machine; waiting until it is done ..."),
                () -> false)) {
            System.setProperty("jmh.ignoreLock", "true"); // we have it, and JMH would not let itself in
            Runtime.getRuntime().addShutdownHook(hook);
            NativePingPong c = NativePingPong.in(folder);
            Steps steps = Steps.in(folder);
            AtomicInteger done = new AtomicInteger();
            FloorProbe floor = FloorProbe.ofThisMachine();
            new ProbedHeats(floor::nanos, heat -> heat.run(folder, c, steps)).run(heats, score -> {
                scores.add(score);
                System.err.printf(
                        "%3d/%d %3d %%  %s %s, %,d bytes: %s%n",
                        done.incrementAndGet(),
                        heats.size(),
                        100 * done.get() / heats.size(),
                        score.race().word(),
                        score.name(),
                        score.payload(),
                        score.failed() ? "FAILED: " + score.failure() : Heat.figure(score));
            });
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        System.out.print(Table.of(scores.all()));
        System.err.printf("kept in %s; duality rivals --show %s shows it again%n", folder, folder);
        return scores.all().stream().anyMatch(Score::failed) ? 1 : 0;
    }
}
