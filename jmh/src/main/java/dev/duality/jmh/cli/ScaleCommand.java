// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.cell.Pairs;
import dev.duality.messaging.Message;
import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.table.Format;
import dev.duality.simulation.derived.PlainProtocol;
import dev.duality.simulation.explore.NetworkValues;
import dev.duality.simulation.explore.ProtocolUnderTest;
import dev.duality.simulation.network.Observer;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.Protocols;
import dev.duality.simulation.scale.CarrierParameters;
import dev.duality.simulation.scale.HostPredictions;
import dev.duality.simulation.scale.ScalePoint;
import dev.duality.simulation.scale.ScaleSweep;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.FormerNames;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Plays protocols with far more hosts than there are.
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        description =
                "Play a protocol in virtual time with more and more nodes, over a network whose messages cost what those of"
                        + " a run over hosts did (LogGP), and hold its throughput against the laws. A model: nothing is"
                        + " measured, and the same seed gives the same table.",
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  duality scale --workload rpc --protocol plain --from runs/hosts",
            "  duality scale -w rpc -p plain --set delay=constant:5us --nodes 2,10000",
            "  duality scale --against runs/hosts",
            "What --set knows of the network: duality simulate --help."
        })
final class ScaleCommand implements Callable<Integer> {
    private static final Duration NEWS = Duration.ofSeconds(10);
    private static final int MOST_POINTS = 24;
    private static final long FIRST_SEED = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-w", "--workload"},
            paramLabel = "NAME",
            description = "Workload to play.")
    private String workload;

    @Option(
            names = {"-p", "--protocol"},
            paramLabel = "NAME",
            description = "Its protocol; plain, which is what runs over hosts measure, when you do not say.")
    private String protocol;

    @Option(
            names = "--nodes",
            paramLabel = "N[,N...]",
            split = ",",
            description = "How many nodes, clients and servers together (2,10,100,1000,10000).")
    private List<Integer> nodes = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "What everything is drawn from (1).")
    private Long seed;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Set a parameter of the workload, of the protocol or of the network.")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description = "Take the network's delay, per-kb and overhead from the carrier of this run over hosts:"
                    + " LogGP's L, G and o.")
    private Path from;

    @Option(
            names = "--against",
            paramLabel = "RUN",
            description = "Set what the carrier of this run over hosts gives for its rows beside what was measured.")
    private Path against;

    @Option(names = "--format", defaultValue = "text", description = "text, markdown, csv or json (${DEFAULT-VALUE}).")
    private Format format;

    @Mixin
    private JarsOption jars;

    @Override
    public Integer call() {
        if (format == Format.HTML) {
            throw new BadInput("--format is 'html', but a model's rows are text, markdown, csv or json");
        }
        ClassLoader loader = jars.loader(line -> Duality.note(spec.commandLine(), line));
        Catalog catalog = Catalog.load(loader);
        return against == null ? sweep(catalog, Protocols.load(loader)) : predict(catalog);
    }

    private int predict(Catalog catalog) {
        if (workload != null || protocol != null || from != null || !nodes.isEmpty()) {
            throw new BadInput(
                    "--against takes workloads, nodes and the network from its run; leave --workload, --protocol,"
                            + " --nodes and --from out");
        }
        if (seed != null) {
            throw new BadInput("--against plays each row by seed %d; leave --seed out".formatted(FIRST_SEED));
        }
        Map<String, String> values = given();
        NetworkValues.takenFrom(values);
        if (!values.isEmpty()) {
            throw new BadInput("--against takes the values of workloads from its run; leave --set %s out"
                    .formatted(values.keySet().iterator().next()));
        }
        Findings findings = findings(against);
        requireCarrier("--against", against, findings);
        Map<String, String> network = given();
        requireOwn(network, "--against");
        HostPredictions predictions;
        try {
            predictions = HostPredictions.of(findings, network, catalog.workloads(), catalog.transports());
        } catch (ScaleSweep.Unfinished e) {
            return Duality.say(spec.commandLine(), e.getMessage(), ExitCodes.FAILED);
        }
        predictions.passedOver().forEach(line -> Duality.note(spec.commandLine(), line));
        if (predictions.rows().isEmpty() && !predictions.passedOver().isEmpty()) {
            return ExitCodes.USAGE;
        }
        if (predictions.rows().isEmpty()) {
            throw new BadInput(
                    ("%s has no closed loop on messaging:mpi whose callers and owners speak by nothing but calls;"
                                    + " measure rpc or loadboard with --placement hosts")
                            .formatted(against));
        }
        print(PredictionReport.ofHosts(findings.run().id(), predictions).render(format, Tables.columns()));
        return ExitCodes.DONE;
    }

    private int sweep(Catalog catalog, Protocols known) {
        if (workload == null) {
            throw new BadInput("scale needs --workload NAME, or --against RUN; see duality list workloads");
        }
        SortedSet<Integer> counts = counts();
        Workload played = catalog.workload(workload);
        Protocol by = known.of(played, protocol == null ? PlainProtocol.NAME : protocol);
        Map<String, String> values =
                FormerNames.replaced(given(), new ProtocolUnderTest(played, by).parameters(), this::say);
        String parameters = "as --set says";
        if (from != null) {
            CarrierParameters carrier = parameters("--from", from, findings(from));
            requireOwn(values, "--from");
            values.putAll(carrier.values());
            parameters = carrier.line();
        }
        NetworkValues network = NetworkValues.takenFrom(values);
        ScaleSweep sweep = new ScaleSweep(played, by, values, network, seed == null ? FIRST_SEED : seed);
        List<ScalePoint> points = new ArrayList<>();
        Optional<ScaleSweep.Unfinished> unfinished = play(sweep, counts, points);
        if (!points.isEmpty()) {
            print(new ScaleReport(sweep, parameters, points).render(format, Tables.columns()));
        }
        return unfinished
                .map(play -> Duality.say(spec.commandLine(), play.getMessage(), ExitCodes.FAILED))
                .orElse(ExitCodes.DONE);
    }

    /// Adds the points until a play does not come to its end.
    private Optional<ScaleSweep.Unfinished> play(ScaleSweep sweep, SortedSet<Integer> counts, List<ScalePoint> points) {
        for (int count : counts) {
            try {
                points.add(sweep.play(count, new PlayProgress(System::nanoTime, NEWS, this::say, Observer.NOBODY)));
            } catch (ScaleSweep.Unfinished e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }

    private SortedSet<Integer> counts() {
        SortedSet<Integer> counts = new TreeSet<>(nodes.isEmpty() ? List.of(2, 10, 100, 1000, 10000) : nodes);
        if (counts.size() < nodes.size()) {
            throw new BadInput("--nodes names a number twice; name it once");
        }
        if (counts.size() > MOST_POINTS) {
            throw new BadInput("--nodes names %d numbers, but %d are the most".formatted(counts.size(), MOST_POINTS));
        }
        for (int count : counts) {
            if (count < 2 || count > Message.MAX_NODES) {
                throw new BadInput("--nodes is %d, but must be from 2 to %,d".formatted(count, Message.MAX_NODES));
            }
        }
        return counts;
    }

    private static Findings findings(Path run) {
        return Findings.of(RunFolder.open(run));
    }

    private static void requireCarrier(String option, Path run, Findings findings) {
        if (findings.hostRows().isEmpty()) {
            parameters(option, run, findings); // says why there are none
        }
    }

    private static CarrierParameters parameters(String option, Path run, Findings findings) {
        try {
            return CarrierParameters.of(findings.hostFloors());
        } catch (IllegalArgumentException e) {
            throw new BadInput("%s %s gives no parameters: %s".formatted(option, run, e.getMessage()), e);
        }
    }

    /// A run gives these, so that they cannot be set as well.
    private static void requireOwn(Map<String, String> values, String option) {
        for (String name : CarrierParameters.NAMES) {
            if (values.containsKey(name)) {
                throw new BadInput(
                        "%s gives %s, and --set gives it, too; leave one of the two out".formatted(option, name));
            }
        }
    }

    /// The values that are set, each name once.
    private Map<String, String> given() {
        return Pairs.all("--set", set);
    }

    private void say(String line) {
        Duality.tell(spec.commandLine(), line);
    }

    private void print(String text) {
        Duality.print(spec.commandLine(), text);
    }
}
