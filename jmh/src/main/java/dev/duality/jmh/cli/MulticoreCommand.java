// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.progress.Terminal;
import dev.duality.results.table.Format;
import dev.duality.shm.WaitStrategy;
import dev.duality.simulation.multicore.MachineSpec;
import dev.duality.simulation.multicore.Machines;
import dev.duality.simulation.multicore.Multicore;
import dev.duality.simulation.multicore.MulticoreRow;
import dev.duality.simulation.multicore.MulticoreRun;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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
            "  duality multicore -w lines --set lines=4 --on shm:lock-mcs,messaging:ring --workers 1,4,16,47"
        })
final class MulticoreCommand implements Callable<Integer> {
    private static final int MOST_OPERATIONS = 1_000_000;
    private static final double MOST_THINK_NANOS = 1e6;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Selection selection;

    @Option(
            names = {"-m", "--machine"},
            paramLabel = "NAME|FILE",
            defaultValue = "opteron-6172",
            description = "The machine (${DEFAULT-VALUE}); duality list machines shows them, and a file that ends in"
                    + " .json describes another.")
    private String machine;

    @Option(
            names = "--operations",
            paramLabel = "N",
            defaultValue = "300",
            description = "Operations of each worker (${DEFAULT-VALUE}).")
    private int operations;

    @Option(
            names = "--think",
            paramLabel = "NS",
            defaultValue = "0",
            description = "What a worker does for itself before each operation, on the average (${DEFAULT-VALUE}).")
    private double think;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "1",
            description = "Operations a worker has under way (${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--wait",
            paramLabel = "KIND",
            defaultValue = "pause",
            description = "How to wait: spin, pause, yield or backoff (${DEFAULT-VALUE}).")
    private WaitStrategy.Kind wait;

    @Option(names = "--format", defaultValue = "text", description = "text, markdown, csv or json (${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() {
        if (format == Format.HTML) {
            throw new BadInput("--format is 'html', but a simulated machine's rows are text, markdown, csv or json");
        }
        if (operations < 4 || operations > MOST_OPERATIONS) {
            throw new BadInput(String.format(
                    Locale.ROOT, "--operations is %,d, but must be from 4 to %,d", operations, MOST_OPERATIONS));
        }
        if (!(think >= 0 && think <= MOST_THINK_NANOS)) {
            throw new BadInput("--think is %s, but must be from 0 to 1000000 nanoseconds".formatted(think));
        }
        if (wait == WaitStrategy.Kind.PARK) {
            throw new BadInput("--wait is park, but a simulated core has no kernel that could put it to sleep;"
                    + " use spin, pause, yield or backoff");
        }
        if (Multicore.unavailable().isPresent()) {
            return Duality.say(spec.commandLine(), Multicore.unavailable().get(), ExitCodes.ENVIRONMENT);
        }
        MachineSpec of = Machines.named(machine);
        Catalog catalog =
                Catalog.load(UserJars.of(selection.classpath).loader(line -> Duality.note(spec.commandLine(), line)));
        if (selection.owners.size() > 1) {
            throw new BadInput("--owners names %d numbers, but a simulated machine runs one at a time"
                    .formatted(selection.owners.size()));
        }
        int owners = selection.owners.isEmpty() ? 1 : selection.owners.getFirst();
        if (selection.workloads.size() > 1) {
            throw new BadInput("--workload names %d workloads, but a simulated machine runs one at a time"
                    .formatted(selection.workloads.size()));
        }
        Workload workload =
                catalog.workload(selection.workloads.isEmpty() ? "counter" : selection.workloads.getFirst());
        Values values = Values.of(
                workload,
                selection.values(
                        List.of(workload), line -> spec.commandLine().getErr().println(line)));
        MulticoreRun run = new MulticoreRun(of, workload, catalog.transports(), operations, think);
        if (workload.thinkSteps(Setting.of(workload, values)) > 0) {
            throw new BadInput(
                    "a worker's own work is set in steps of this machine; for a simulated one use --think NS");
        }
        List<MulticoreRow> rows = new ArrayList<>();
        TreeSet<String> refused = new TreeSet<>();
        List<String> substrates = selection.substrates.isEmpty() ? run.substrates() : chosen(run);
        if (selection.substrates.isEmpty()) {
            run.unseen().forEach((reason, unseen) -> refused.add(String.join(", ", unseen) + ": " + reason));
        }
        for (int workers : workers(of)) {
            Setting setting = Setting.of(workload, values)
                    .withWorkers(workers)
                    .withWindow(window)
                    .withOwners(owners)
                    .withWait(wait)
                    .withSeed(selection.seed);
            for (String substrate : substrates) {
                run.rejects(substrate, setting)
                        .ifPresentOrElse(
                                reason -> refused.add("%s with %d workers: %s".formatted(substrate, workers, reason)),
                                () -> add(run.of(substrate, setting), rows, refused));
                news(of, substrate, workers);
            }
        }
        if (rows.isEmpty()) {
            throw new BadInput("nothing can run: " + String.join("; ", refused));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(new MulticoreReport(of, workload.name(), rows, List.copyOf(refused)).render(format));
        out.flush();
        return ExitCodes.DONE;
    }

    private static void add(MulticoreRow row, List<MulticoreRow> rows, Set<String> refused) {
        if (row.accesses() == 0) {
            refused.add(row.substrate() + ": its state is not in a region, so a simulated machine does not see it");
        } else {
            rows.add(row);
        }
    }

    /// Those asked for; `shm` or `messaging` alone takes all of them.
    private List<String> chosen(MulticoreRun run) {
        List<String> chosen = new ArrayList<>();
        for (String asked : selection.substrates) {
            List<String> fit = run.substrates().stream()
                    .filter(substrate -> substrate.startsWith(asked + ":"))
                    .toList();
            chosen.addAll(fit.isEmpty() ? List.of(asked) : fit);
        }
        return chosen;
    }

    /// Those asked for; 1, 2, 4 and so on to all cores but one, which serves, when nobody asks.
    private List<Integer> workers(MachineSpec of) {
        if (!selection.workers.isEmpty()) {
            for (int count : selection.workers) {
                if (count < 1 || count > of.cores()) {
                    throw new BadInput("--workers is %d, but %s has 1 to %d".formatted(count, of.name(), of.cores()));
                }
            }
            return selection.workers;
        }
        List<Integer> workers = new ArrayList<>();
        for (int count = 1; count < of.cores() - 1; count *= 2) {
            workers.add(count);
        }
        workers.add(of.cores() - 1);
        return workers;
    }

    private void news(MachineSpec of, String substrate, int workers) {
        if (Terminal.ofThisProcess().interactive()) {
            spec.commandLine()
                    .getErr()
                    .printf("\r%-70s\r", "%s: %s, %d workers".formatted(of.name(), substrate, workers));
            spec.commandLine().getErr().flush();
        }
    }
}
