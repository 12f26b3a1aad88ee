// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.progress.Terminal;
import dev.duality.results.Run;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.laws.Scaling;
import dev.duality.results.picture.Picture;
import dev.duality.results.table.Format;
import dev.duality.results.table.LawsReport;
import dev.duality.simulation.multicore.MachineSpec;
import dev.duality.simulation.multicore.MeasuredPair;
import dev.duality.simulation.multicore.Multicore;
import dev.duality.simulation.multicore.MulticoreMap;
import dev.duality.simulation.multicore.MulticoreRow;
import dev.duality.simulation.multicore.PairPredictions;
import dev.duality.simulation.prediction.Prediction;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs both sides of a workload on a machine that nobody here has.
@Command(
        name = "multicore",
        mixinStandardHelpOptions = true,
        description =
                "Run both sides of a workload on a simulated multicore, in virtual time: the structures as they are,"
                        + " on a machine whose latencies were published. Nothing is measured; the same seed gives the same"
                        + " table.",
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  duality list machines",
            "  duality multicore --workload counter --machine xeon-e7-8867l",
            "  duality multicore -w lines --set lines=4 --on shm:lock-mcs,messaging:ring",
            "  duality multicore -w lines --map lines=1,4,8 --picture map.svg",
            "  duality multicore -w table --laws --cores 252 --hops 1",
            "  duality multicore -w counter --html counter.html",
            "  duality multicore -w rpc --on messaging:ring --workers 1 --lines 3"
        })
final class MulticoreCommand implements Callable<Integer> {
    private static final int SEEDS = 3; // of each point that the laws are fitted to

    @Spec
    private CommandSpec spec;

    @Mixin
    private MulticoreSelection selection;

    @Mixin
    private MachineChoice choice;

    @Option(
            names = "--map",
            paramLabel = "NAME=VALUE[,VALUE...]",
            description =
                    "Show from how many workers on messages overtake, on each machine, for each value of think (ns)"
                            + " or of a parameter of the workload that is a number.")
    private String map;

    @Option(names = "--picture", paramLabel = "FILE", description = "Draw the map, too, as SVG.")
    private String picture;

    @Option(
            names = "--laws",
            description =
                    "Hold each side's throughputs, of three seeds each, against the laws: speedup, Karp and Flatt's"
                            + " serial part, the Universal Scalability Law with the number of workers beyond which it gets"
                            + " worse.")
    private boolean laws;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write a page for a browser, too: the table, speedup and what the laws say of it, by three seeds,"
                            + " and where messages overtake; or, with --map, the maps. One that is there is replaced.")
    private String html;

    @Option(
            names = "--against",
            paramLabel = "RUN",
            description =
                    "Calibrate a machine of two cores from this run's floor and its counter with one worker, and set"
                            + " what it predicts of the run's other rows beside what was measured.")
    private Path against;

    @Option(names = "--format", defaultValue = "text", description = "text, markdown, csv or json (${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() {
        if (format == Format.HTML) {
            throw new BadInput(
                    "--format is 'html', but a simulated machine's rows are text, markdown, csv or json; a page is --html FILE");
        }
        selection.requireSane();
        if (map != null && laws) {
            throw new BadInput("--map and --laws are two questions; ask one at a time");
        }
        if (selection.lines > 0 && (map != null || laws || against != null)) {
            throw new BadInput("--lines goes with the table, without --map, --laws and --against");
        }
        if (picture != null && map == null) {
            throw new BadInput("--picture draws a map, and --map says of what");
        }
        if (against != null && (map != null || laws || html != null)) {
            throw new BadInput("--against goes by itself, without --map, --laws and --html");
        }
        Optional<OutFile> drawn = Optional.ofNullable(picture).map(name -> OutFile.named("--picture", name));
        Optional<OutFile> page = Optional.ofNullable(html).map(name -> OutFile.named("--html", name));
        if (Multicore.unavailable().isPresent()) {
            return Duality.say(spec.commandLine(), Multicore.unavailable().get(), ExitCodes.ENVIRONMENT);
        }
        if (against != null) {
            print(predicted().render(format, Tables.columns()));
            return ExitCodes.DONE;
        }
        List<MachineSpec> machines = choice.specs();
        if (map == null && machines.size() > 1) {
            throw new BadInput(
                    "--machine names %d machines; several go with --map, else name one".formatted(machines.size()));
        }
        Catalog catalog = selection.catalog(line -> Duality.note(spec.commandLine(), line));
        Workload workload = catalog.workload(selection.workload);
        boolean interactive = Terminal.ofThisProcess().interactive();
        String text;
        try (News news = News.ticking(this::tell)) {
            MulticoreRows rows = new MulticoreRows(selection, catalog, interactive ? this::draw : news::now);
            text = map != null
                    ? mapped(machines, workload, rows, drawn, page)
                    : ran(machines.getFirst(), workload, rows, page);
        }
        if (interactive) {
            draw("");
        }
        print(text);
        return ExitCodes.DONE;
    }

    private void print(String text) {
        Duality.print(spec.commandLine(), text);
    }

    private void tell(String line) {
        Duality.tell(spec.commandLine(), line);
    }

    /// Over what stands there, on a terminal.
    private void draw(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf("\r%-70s\r", line);
        err.flush();
    }

    /// The table, or what the laws say; and the page, which has both.
    private String ran(MachineSpec machine, Workload workload, MulticoreRows rows, Optional<OutFile> page) {
        Values values = selection.values(workload, Map.of(), this::tell);
        List<List<MulticoreRow>> bySeed = new ArrayList<>();
        for (int seed = 0; seed < (laws || page.isPresent() ? SEEDS : 1); seed++) {
            List<MulticoreRow> all = rows.of(machine, workload, values, selection.think, selection.seed + seed);
            requireSome(all, rows);
            bySeed.add(all);
        }
        MulticoreSeeds seeds = new MulticoreSeeds(machine, workload.name(), selection.seed, bySeed);
        MulticoreReport report = new MulticoreReport(
                machine,
                workload.name(),
                seeds.first(),
                rows.refused(),
                rows.believed(seeds.first()),
                selection.lines > 0);
        SortedMap<String, Scaling> scalings = bySeed.size() > 1 ? seeds.scalings() : new TreeMap<>();
        page.ifPresent(file -> write(file, MulticorePage.of(seeds, scalings, report, selection.think)));
        return laws
                ? new LawsReport(List.copyOf(scalings.values())).render(format, Tables.columns())
                : report.render(format, Tables.columns());
    }

    private static void write(OutFile file, String text) {
        file.write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private PredictionReport predicted() {
        Run run = RunFolder.open(against).run();
        Catalog catalog = selection.catalog(line -> Duality.note(spec.commandLine(), line));
        List<MeasuredPair> pairs;
        try {
            pairs = MeasuredPair.of(run);
        } catch (IllegalArgumentException e) {
            throw new BadInput("%s calibrates no machine: %s".formatted(against, e.getMessage()), e);
        }
        SequencedMap<String, List<Prediction>> predictions =
                PairPredictions.of(run, pairs, catalog.workloads(), catalog.transports());
        if (predictions.isEmpty()) {
            throw new BadInput(
                    "%s has no row of two threads that a simulated machine sees; measure counter, lines, rpc or mutex"
                            .formatted(against));
        }
        return PredictionReport.ofMachines(run.id(), predictions);
    }

    private static void requireSome(List<MulticoreRow> all, MulticoreRows rows) {
        if (all.isEmpty()) {
            throw new BadInput("nothing can run: " + String.join("; ", rows.refused()));
        }
    }

    private String mapped(
            List<MachineSpec> machines,
            Workload workload,
            MulticoreRows rows,
            Optional<OutFile> drawn,
            Optional<OutFile> page) {
        VariedParameter varied = VariedParameter.parsed(map, workload, this::tell);
        List<MulticoreMap> maps = new ArrayList<>();
        for (MachineSpec machine : machines) {
            maps.add(varied.map(machine, workload, selection, rows, this::tell));
        }
        MulticoreMapReport report = new MulticoreMapReport(maps, rows.refused());
        drawn.ifPresent(file ->
                write(file, Picture.of(report.chart(), report.provenance()).svg()));
        page.ifPresent(file -> write(file, MulticorePage.of(report)));
        return report.render(format, Tables.columns());
    }
}
