// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.floor.FloorCheck;
import dev.duality.jmh.fork.Forker;
import dev.duality.jmh.fork.Hosts;
import dev.duality.jmh.load.NeighbourRoom;
import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.doctor.Doctor;
import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.plan.Plan;
import dev.duality.jmh.plan.Planner;
import dev.duality.jmh.plan.Preset;
import dev.duality.jmh.plan.Request;
import dev.duality.jmh.plan.Room;
import dev.duality.jmh.plan.Shortage;
import dev.duality.jmh.profile.Profiler;
import dev.duality.jmh.progress.Progress;
import dev.duality.jmh.progress.Terminal;
import dev.duality.jmh.run.Execution;
import dev.duality.jmh.run.MachineLock;
import dev.duality.jmh.run.SteadyClock;
import dev.duality.results.Jar;
import dev.duality.results.Jvm;
import dev.duality.results.Machine;
import dev.duality.results.Paragraph;
import dev.duality.results.Run;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.folder.RunUnwritable;
import dev.duality.results.table.Format;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// Measures, keeps the run, and shows the table.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Measure workloads on substrates, and end with the table.",
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  duality run",
            "  duality run --workload rpc --on shm:lock,shm:mailbox,messaging:ring",
            "  duality run --workload cache --set trace=FILE --set capacity=400 --workers 1",
            "  duality run --preset policies --sweep trace=FILE,FILE --set capacity=400",
            "  duality run --preset standard --wait park --out results/parked",
            "  duality run --workload counter --prof jfr",
            "  duality run -w rpc --on shm:mailbox,messaging:ring --placement processes",
            "  duality run --preset waterfall --workload rpc --dry-run"
        })
final class RunCommand implements Callable<Integer> {
    private static final long LAST_WORDS_SECONDS = 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Selection selection;

    @Mixin
    private SweepOption sweep;

    @Option(
            names = "--preset",
            defaultValue = "quick",
            description =
                    "What is measured: quick (3 minutes), standard (40 on two cores) or full (90); or one question, in 6 to"
                            + " 22 minutes: waits (how much of a gap is waiting), waterfall (what a gap is made of, step by step),"
                            + " crossover (from where on messages win), contention (the same of a hash table), gates (ratios"
                            + " that were published, for duality reproduce --run), policies (what a better cache"
                            + " policy is worth on each side), load (latency under more and more"
                            + " load, of each side's own capacity and at equal rates), windows, payloads, sections (the time"
                            + " of an operation as more are under way, as it carries more, as the critical section gets"
                            + " longer), paging (where mapping a file beats reading it), migration (what a process costs"
                            + " that moves), fairness (how two workers share a loop), preemption (what more threads than"
                            + " cores cost), overload (what is still done of more than can be done), cold (the first operations"
                            + " of a JVM), collectors (fresh messages against those that are used again, by garbage"
                            + " collectors), neighbour (what a thread costs that streams memory beside); or rivals (our"
                            + " transports beside those of others; see duality rivals).")
    private Preset preset;

    @Option(
            names = "--wait",
            paramLabel = "WAIT",
            split = ",",
            description =
                    "How everybody waits: spin, pause, yield, backoff, park or eventfd, with a number of pauses to begin with"
                            + " behind a colon where it pauses, such as pause:16; pause where each thread has a core,"
                            + " else yield.")
    private List<String> waits = new ArrayList<>();

    @Option(
            names = "--window",
            paramLabel = "N",
            split = ",",
            description = "How many operations a worker has under way, a power of two.")
    private List<Integer> windows = new ArrayList<>();

    @Mixin
    private OpenLoopOptions openLoops;

    @Option(names = "--forks", paramLabel = "N", description = "How often each cell is forked, if the budget allows.")
    private Integer forks;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description =
                    "How long it may take, such as 90s, 2m or 1h; one fork of each cell is measured all the same.")
    private String budget;

    @Mixin
    private FloorOption floor;

    @Mixin
    private DirectoryOption directory;

    @Mixin
    private PlacementOptions placement;

    @Mixin
    private SurroundingsOptions surroundings;

    @Option(
            names = "--prof",
            paramLabel = "PROFILER",
            description = "Look into the forks: jfr, async, or async:event= and cpu, alloc, lock, wall, cycles or"
                    + " cache-misses; or instructions, which counts those of an operation of one worker and one server."
                    + " Each fork of a cell leaves a file in the run's profiles/, or its count in the row, and rows say"
                    + " that they were profiled.")
    private String prof;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the run is kept; runs/<date and time>.")
    private Path out;

    @Option(
            names = "--dry-run",
            description = "Show what would be measured and how long it would take, and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--wide",
            description = "Show all columns of the table; else those for which the terminal has no room are left out.")
    private boolean wide;

    private final InstantSource wall;

    /// @param wall the clock by which runs are dated and named
    RunCommand(InstantSource wall) {
        this.wall = wall;
    }

    @Override
    public Integer call() {
        UserJars jars = selection.jars.jars();
        ClassLoader loader = jars.loader(line -> Duality.note(spec.commandLine(), line));
        Catalog catalog = Catalog.load(loader);
        Machine machine = MachineCheck.read(Affinity.ofThisMachine());
        Request request = request(catalog.workloads());
        Optional<Hosts> places = placement.hosts(request.placements());
        NeighbourRoom beside = NeighbourRoom.read(SystemTree.real(), machine.allowedCpus());
        Room room = new Room(beside.unavailable(), places.map(Hosts::places).orElse(1), places.flatMap(Hosts::only));
        Plan plan = new Planner(catalog, request, machine.usableCores(), room).plan();
        Optional<Profiler> profiler = Optional.ofNullable(prof).map(Profiler::parse);
        RunEstimate estimate = new RunEstimate(plan, Shortage.of(plan, request), Optional.ofNullable(forks));
        Readiness readiness = new Readiness(plan, profiler, places, Optional.ofNullable(out));
        Optional<String> lacking = readiness.unavailable(loader);
        if (lacking.isPresent()) {
            return Duality.say(spec.commandLine(), lacking.get(), ExitCodes.ENVIRONMENT);
        }
        List<String> flags = readiness.flags();
        SteadyClock clock = new SteadyClock(wall, System::nanoTime);
        Instant started = clock.instant();
        List<Jar> hashes = JarHashes.of(jars);
        Function<String, Run> begun =
                id -> plan.begin(begin(machine, flags, id, started).withJars(hashes));
        readiness.require(begun.apply(RunFolder.nameOf(started)));
        if (dryRun) {
            show(estimate);
            return ExitCodes.DONE;
        }
        RunFolder folder = out == null
                ? RunFolder.createIn(Readiness.RUNS, started, begun)
                : RunFolder.create(out, begun.apply(RunFolder.nameOf(started)));
        Forker forker = new Forker(jars.forkClassPath(), UserJars.forkFlags(flags), Forker.Patience.LONG, places);
        return measure(estimate, jars, folder, forker, clock);
    }

    private int measure(RunEstimate estimate, UserJars jars, RunFolder folder, Forker forker, InstantSource clock) {
        Plan plan = estimate.plan();
        tell("%s; kept in %s".formatted(estimate.size(), folder.path()));
        estimate.leftOut().ifPresent(RunCommand::tell);
        Doctor.others().ifPresent(RunCommand::tell);
        if (plan.floorMillis() == 0) {
            FloorCheck.unavailable().ifPresent(RunCommand::tell);
        }
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(() -> wrapUp(forker, over), "wrap-up");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Execution execution = new Execution(plan, folder, forker, clock, floor.nanos());
            Status end;
            try (MachineLock _ = MachineLock.take(RunCommand::sayWaiting, forker::stopping);
                    Progress progress = Progress.onStandardError(estimate.steps())) {
                end = execution.run(progress);
            } catch (InterruptedException _) {
                end = Status.INTERRUPTED; // before the first step
                folder.finish(end, clock.instant());
            }
            String changed = JarHashes.keepChanged(folder, jars);
            show(folder);
            tell("%.0f %% of the time under load".formatted(100 * execution.loadShare()));
            if (!changed.isEmpty()) {
                tell(changed + " changed during the run, so rows may be of one or the other; run it again");
            }
            return end == Status.COMPLETE && !execution.failed() && changed.isEmpty()
                    ? ExitCodes.DONE
                    : ExitCodes.FAILED;
        } catch (RunUnwritable | UncheckedIOException e) {
            if (!folder.run().records().isEmpty()) {
                show(folder);
            }
            forker.close(); // which may make room
            finish(folder, clock.instant());
            String kept = Files.exists(folder.path().resolve("run.json"))
                    ? "; what was finished is kept in " + folder.path()
                    : "; nothing is kept, for " + folder.path() + " was removed";
            return Duality.say(
                    spec.commandLine(), "the run ends here: " + e.getMessage() + kept, ExitCodes.ENVIRONMENT);
        } finally {
            forker.close();
            over.countDown();
        }
    }

    /// Says that it is over, if there is still a place to say it.
    private static void finish(RunFolder folder, Instant at) {
        try {
            folder.finish(Status.INTERRUPTED, at);
        } catch (RunUnwritable _) {
            // that is what it ends for
        }
    }

    /// As they were planned; each round has an order of its own.
    private void show(RunEstimate estimate) {
        Plan plan = estimate.plan();
        int columns = Tables.lineColumns();
        Stream.of(
                        plan.cells().stream().map(planned -> planned.cell().id()),
                        plan.skipped().stream().map(skipped -> skipped.cell().id() + ", skipped: " + skipped.reason()),
                        Stream.of(estimate.size()),
                        estimate.leftOut().stream())
                .flatMap(lines -> lines)
                .forEach(line ->
                        Paragraph.lines("", line, Progress.INDENT, columns).forEach(out()::println));
        out().flush();
    }

    /// On standard error, beside the progress.
    private static void tell(String line) {
        Paragraph.lines("", line, Progress.INDENT, Terminal.ofThisProcess().lineColumns())
                .forEach(System.err::println);
    }

    private static void sayWaiting() {
        tell("another run or JMH is measuring on this machine, and two at a time spoil each other;"
                + " waiting until it is done ...");
    }

    private void show(RunFolder folder) {
        Duality.print(
                spec.commandLine(),
                Tables.render(folder, Format.TEXT, wide) + Tables.within(folder, openLoops.p99Nanos()));
        tell("kept in %s; duality report %s shows it again".formatted(folder.path(), folder.path()));
    }

    /// On Ctrl-C: ends the fork, and lets the main thread finish the run and show its table.
    private static void wrapUp(Forker forker, CountDownLatch over) {
        if (over.getCount() > 0) {
            forker.stop();
            try {
                if (!over.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println("duality: the run could not be finished in time");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// A run of no cells yet.
    private Run begin(Machine machine, List<String> flags, String id, Instant started) {
        Jvm jvm = new Jvm(
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vendor"),
                System.getProperty("java.vm.name"),
                Stream.concat(JvmFlags.FORK.stream(), flags.stream().map(JvmFlags::withoutFolder))
                        .toList());
        return Run.begin(
                id,
                started,
                "duality "
                        + String.join(
                                " ",
                                spec.commandLine().getParent().getParseResult().originalArgs()),
                preset.label(),
                selection.seed,
                new Version().commit(),
                machine,
                jvm,
                List.of());
    }

    /// Looks at arguments of `duality run`, as far as that can be done without its workloads.
    /// @param arguments with the command's name
    /// @throws BadInput if something is wrong with them
    /// @throws RunUnwritable if the folder of `--out` holds something
    static void look(List<String> arguments) {
        ParseResult parsed = Duality.commandLine().parseArgs(arguments.toArray(String[]::new));
        RunCommand command = (RunCommand) parsed.subcommand().commandSpec().userObject();
        var _ = command.request(List.of());
        Optional.ofNullable(command.out).ifPresent(RunFolder::requireFree);
    }

    /// The request of `duality run` with nothing else.
    static Request plain() {
        RunCommand command = new RunCommand(InstantSource.system());
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs();
        return command.request(List.of());
    }

    private Request request(List<Workload> known) {
        openLoops.p99Nanos(); // what is wrong with it is said before the clock starts
        if (forks != null && (forks < 1 || forks > 1000)) {
            throw new BadInput("--forks is %d, but must be from 1 to 1000".formatted(forks));
        }
        List<Placement> placed = placement.placements();
        if (placed.stream().anyMatch(one -> one != Placement.THREADS) && "instructions".equals(prof)) {
            throw new BadInput("--prof instructions counts one process, and --placement has a row in several;"
                    + " leave one of the two out");
        }
        Consumer<String> told = line -> Duality.tell(spec.commandLine(), line);
        Map<String, String> values = selection.values(known, told);
        return new Request(
                preset,
                selection.workloads,
                selection.substrates,
                selection.workers,
                selection.owners,
                waits.stream().map(CellSpec::waitingOf).toList(),
                windows,
                values,
                sweep.values(known, values.keySet(), told),
                Optional.ofNullable(budget).map(text -> Durations.parse("--budget", text)),
                forks == null ? OptionalInt.empty() : OptionalInt.of(forks),
                floor.nanos(),
                openLoops.rate(),
                openLoops.shape(),
                selection.seed,
                directory.folder(),
                placed,
                surroundings.choice());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
