// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.cell.Pairs;
import dev.duality.simulation.explore.Exploration;
import dev.duality.simulation.explore.ExplorationSummary;
import dev.duality.simulation.explore.NetworkValues;
import dev.duality.simulation.explore.ProtocolUnderTest;
import dev.duality.simulation.explore.ReplayFile;
import dev.duality.simulation.explore.Scenario;
import dev.duality.simulation.explore.Scenarios;
import dev.duality.simulation.explore.SimulationText;
import dev.duality.simulation.network.EventLog;
import dev.duality.simulation.network.Observer;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.Protocols;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.FormerNames;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Suggestion;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Plays protocols in virtual time.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Play a protocol of a workload in virtual time: all nodes on one thread, over a network that loses,"
                        + " doubles, delays and falls apart as it is told to. Every event is checked, and the same seed gives the"
                        + " same play. Shows what was counted; nothing is timed.",
        footerHeading = "%n",
        footer = {
            "What --set knows of the network, beside parameters of workload and protocol:",
            "  delay=constant:100us   also uniform:50us:200us, normal:100us:20us,",
            "                         lognormal:100us:0.5, file:PATH",
            "  loss=0 duplication=0 reordering=0   shares of messages",
            "  per-kb=0ns             how long 1,024 bytes take to leave their sender",
            "  overhead=0ns gap=0ns per-message=0ns  what a message costs its processors",
            "  crashes=0 pauses=0 partitions=0     how many, at random times",
            "  within=1s lasting=200ms             when they begin; how long each lasts",
            "  linger=0ns             how long it goes on when the work is done",
            "  most-time=24h most-events=1000000000   when it is broken off"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final Duration NEWS_OF_PLAY = Duration.ofSeconds(10);
    private static final Duration NEWS = Duration.ofSeconds(20);
    private static final int USUAL_NODES = 4;
    private static final int MOST_NODES = 1 << 16;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-w", "--workload"},
            paramLabel = "NAME",
            split = ",",
            description = "Workload to play; with --explore several, or all when you do not say.")
    private List<String> workloads = new ArrayList<>();

    @Option(
            names = {"-p", "--protocol"},
            paramLabel = "NAME",
            split = ",",
            description = "Its protocol; the first one of the workload, or all with --explore, when you do not say.")
    private List<String> protocols = new ArrayList<>();

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes, clients and servers together (4).")
    private Integer nodes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What everything is drawn from (${DEFAULT-VALUE}); with --explore the first one.")
    private long seed;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Set a parameter of the workload, of the protocol or of the network; see below.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--log", paramLabel = "FILE", description = "Write down every event.")
    private String log;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How --log is written: text, csv, or shiviz, which draws it (text).")
    private EventLog.Format format;

    @Option(
            names = "--anyway",
            description = "Play with faults that the protocol has no answer to: to see what comes of it.")
    private boolean anyway;

    @Option(
            names = "--shrink",
            paramLabel = "FILE",
            description = "If it fails, leave out faults that do not matter, and write the rest to be replayed.")
    private String shrink;

    @Option(names = "--replay", paramLabel = "FILE", description = "Play what --shrink or --explore has written.")
    private String replay;

    @Option(
            names = "--explore",
            paramLabel = "TIME",
            description = "Play one scenario after the other, drawn from seeds, such as for 10m.")
    private String explore;

    @Option(names = "--seeds", paramLabel = "N", description = "With --explore: so many of each protocol at most.")
    private Long seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "With --explore: where the files go that replay what failed (${DEFAULT-VALUE}).")
    private String out;

    @Mixin
    private JarsOption jars;

    @Override
    public Integer call() {
        check();
        ClassLoader loader = jars.loader(line -> Duality.note(spec.commandLine(), line));
        Catalog catalog = Catalog.load(loader);
        Protocols known = Protocols.load(loader);
        if (explore != null) {
            return explore(catalog, known);
        }
        return play(replay == null ? asked(catalog, known) : ReplayFile.read(replay, catalog, known));
    }

    private void check() {
        if (nodes != null && (nodes < 1 || nodes > MOST_NODES)) {
            throw new BadInput("--nodes is %d, but must be from 1 to %,d".formatted(nodes, MOST_NODES));
        }
        if (seeds != null && seeds < 1) {
            throw new BadInput("--seeds is %d, but must be 1 or more".formatted(seeds));
        }
        refuse(seeds != null && explore == null, "--seeds goes with --explore; for one play use --seed");
        refuse(format != null && log == null, "--format says how --log is written; use --log FILE, too");
        refuse(explore != null && log != null, "--log goes with one play, not with --explore; replay what failed");
        refuse(explore != null && shrink != null, "--explore shrinks what fails; leave --shrink out");
        refuse(explore != null && replay != null, "--explore draws what it plays; leave --replay out");
        refuse(
                replay != null && !(workloads.isEmpty() && protocols.isEmpty() && set.isEmpty() && nodes == null),
                "--replay reads workload, protocol, nodes and values from its file; leave them out");
    }

    private static void refuse(boolean wrong, String line) {
        if (wrong) {
            throw new BadInput(line);
        }
    }

    private Scenario asked(Catalog catalog, Protocols known) {
        if (workloads.size() != 1 || protocols.size() > 1) {
            throw new BadInput("name one workload, and one protocol at most; there are "
                    + catalog.workloads().stream().map(Workload::name).collect(Collectors.joining(", ")));
        }
        Workload workload = catalog.workload(workloads.getFirst());
        Protocol protocol =
                protocols.isEmpty() ? known.of(workload).getFirst() : known.of(workload, protocols.getFirst());
        Map<String, String> values = values(List.of(new ProtocolUnderTest(workload, protocol)));
        NetworkValues network = NetworkValues.takenFrom(values);
        int count = nodes == null ? Math.max(USUAL_NODES, protocol.leastNodes()) : nodes;
        return new Scenario(workload, protocol, count, seed, values, network, Optional.empty());
    }

    /// The values that are set, each name once, by the names that parameters have now.
    private Map<String, String> values(List<ProtocolUnderTest> roles) {
        return FormerNames.replaced(
                Pairs.all("--set", set),
                roles.stream().flatMap(role -> role.parameters().stream()).toList(),
                this::say);
    }

    private int play(Scenario scenario) {
        if (!anyway && scenario.schedule().isEmpty()) {
            SimulationRun.rejects(scenario.protocol(), scenario.conditions()).ifPresent(line -> {
                throw new BadInput(line);
            });
        }
        Optional<OutFile> shrunk = Optional.ofNullable(shrink).map(name -> OutFile.named("--shrink", name));
        SimulationReport report = log == null ? play(scenario, Observer.NOBODY) : logged(scenario);
        out().print(SimulationText.table(scenario, report));
        if (report.outcome() instanceof SimulationOutcome.Finished) {
            out().flush();
            return ExitCodes.DONE;
        }
        out().print(SimulationText.failure(scenario, report.outcome(), Optional.ofNullable(replay)));
        if (report.outcome().isFailure()) {
            shrunk.ifPresent(file -> shrink(scenario, file));
        }
        out().flush();
        return ExitCodes.FAILED;
    }

    private SimulationReport play(Scenario scenario, Observer observer) {
        return scenario.play()
                .observe(new PlayProgress(System::nanoTime, NEWS_OF_PLAY, this::say, observer))
                .run();
    }

    private SimulationReport logged(Scenario scenario) {
        EventLog.Format how = format == null ? EventLog.Format.TEXT : format;
        AtomicReference<SimulationReport> report = new AtomicReference<>();
        OutFile.named("--log", log).write(out -> {
            BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            try {
                report.set(play(scenario, new EventLog(writer, how, scenario.nodes())));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            writer.flush();
        });
        return report.get();
    }

    private static Path path(String option, String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new BadInput("%s is '%s', which is no file name".formatted(option, name), e);
        }
    }

    private void shrink(Scenario failing, OutFile file) {
        Exploration.Shrunk shrunk = Exploration.shrink(failing);
        String text = ReplayFile.text(shrunk.scenario(), SimulationText.remarks(shrunk, failing));
        file.write(to -> to.write(text.getBytes(StandardCharsets.UTF_8)));
        out().print(SimulationText.shrunk(shrunk, file.path()));
    }

    private int explore(Catalog catalog, Protocols known) {
        Duration length = Durations.parse("--explore", explore);
        List<ProtocolUnderTest> roles = roles(catalog, known);
        Map<String, String> given = values(roles);
        requireKnown(given, roles);
        Path folder = path("--out", out);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new BadInput("--out is '%s', but must be a folder that you may write".formatted(out));
        }
        Exploration exploration = new Exploration(
                new Scenarios(given, nodes == null ? OptionalInt.empty() : OptionalInt.of(nodes), anyway));
        ExplorationSummary summary = new ExplorationSummary(roles);
        say("%d protocols in turn for %s, from seed %d; Ctrl-C ends it with its table"
                .formatted(roles.size(), Durations.text(length), seed));
        Thread last = new Thread(() -> show(summary), "last-words");
        Runtime.getRuntime().addShutdownHook(last);
        walk(exploration, summary, length, folder);
        Runtime.getRuntime().removeShutdownHook(last);
        show(summary);
        return summary.failures() == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private List<ProtocolUnderTest> roles(Catalog catalog, Protocols known) {
        List<Workload> chosen = workloads.isEmpty()
                ? catalog.workloads()
                : workloads.stream().map(catalog::workload).toList();
        List<ProtocolUnderTest> roles = chosen.stream()
                .flatMap(workload ->
                        known.of(workload).stream().map(protocol -> new ProtocolUnderTest(workload, protocol)))
                .toList();
        List<String> names =
                roles.stream().map(role -> role.protocol().name()).distinct().toList();
        for (String name : protocols) {
            if (!names.contains(name)) {
                throw new BadInput("no workload named has a protocol '%s'; %sthey have %s"
                        .formatted(name, Suggestion.question(name, names), String.join(", ", names)));
            }
        }
        return roles.stream()
                .filter(role -> protocols.isEmpty()
                        || protocols.contains(role.protocol().name()))
                .toList();
    }

    private static void requireKnown(Map<String, String> given, List<ProtocolUnderTest> roles) {
        List<String> known = Stream.concat(
                        NetworkValues.ALL.stream().map(NetworkValues.Value::name),
                        roles.stream()
                                .flatMap(role -> role.parameters().stream())
                                .map(Parameter::name))
                .distinct()
                .toList();
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new BadInput(
                        "neither the network nor a workload or protocol to be played has a parameter '%s'; %sthey have %s"
                                .formatted(name, Suggestion.question(name, known), String.join(", ", known)));
            }
        }
        NetworkValues.takenFrom(new LinkedHashMap<>(given)).conditions();
    }

    private void walk(Exploration exploration, ExplorationSummary summary, Duration length, Path folder) {
        long begin = System.nanoTime();
        long news = begin;
        for (long step = 0; seeds == null || step < seeds; step++) {
            List<ProtocolUnderTest> left = summary.unbroken();
            if (left.isEmpty()) {
                return;
            }
            for (ProtocolUnderTest role : left) {
                if (System.nanoTime() - begin > length.toNanos()) {
                    return;
                }
                Optional<Exploration.Try> one = exploration.play(role, seed + step);
                summary.add(role, one.map(Exploration.Try::report));
                one.filter(it -> it.report().outcome().isFailure()).ifPresent(it -> tell(it, folder));
                one.filter(it -> summary.isFirstTooLarge(role, it.report())).ifPresent(this::tellTooLarge);
                if (System.nanoTime() - news > NEWS.toNanos()) {
                    news = System.nanoTime();
                    say("%s: %s".formatted(Durations.text(Duration.ofNanos(news - begin)), summary.line()));
                }
            }
        }
    }

    private void tell(Exploration.Try failed, Path folder) {
        Scenario scenario = failed.scenario();
        Duality.print(
                spec.commandLine(),
                SimulationText.failure(scenario, failed.report().outcome(), Optional.empty()));
        shrink(
                scenario,
                OutFile.named(
                        "--out",
                        folder.resolve(scenario.workload().name() + "-"
                                        + scenario.protocol().name() + "-" + scenario.seed() + ".replay")
                                .toString()));
        out().flush();
    }

    /// Tells of an exploration that takes more than there is: it shows nothing wrong, but is no result either.
    private void tellTooLarge(Exploration.Try one) {
        Duality.print(
                spec.commandLine(),
                SimulationText.tooLarge(one.scenario(), one.report().outcome()));
    }

    private void show(ExplorationSummary summary) {
        Duality.print(spec.commandLine(), summary.table().block());
    }

    private void say(String line) {
        Duality.tell(spec.commandLine(), line);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
