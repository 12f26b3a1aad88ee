// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.verify.Subject;
import dev.duality.jmh.verify.Verifier;
import dev.duality.jmh.verify.VerifyFinding;
import dev.duality.jmh.verify.VerifyOrder;
import dev.duality.results.Paragraph;
import dev.duality.shm.structure.Structure;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Suggestion;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.catalog.Registered;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Compares sides with their specification, without timing them.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Compare every side with the specification: step by step with one worker; with"
                + " several by digest, by invariants, and by histories that must be linearizable; and after a load by"
                + " what a run would look at. Each workload in a JVM of its own.")
final class VerifyCommand implements Callable<Integer> {
    private static final int LEAST_MEBIBYTES = 32;
    private static final int INDENT = 4; // characters, of all lines behind the first of a finding
    private static final int MOST_WEAK_OPERATIONS = 8; // of each worker: all orders of them may be tried

    @Spec
    private CommandSpec spec;

    @Mixin
    private Selection selection;

    @Option(
            names = "--operations",
            paramLabel = "N",
            defaultValue = "20000",
            description =
                    "Operations of each worker to compare (${DEFAULT-VALUE}): one by one, as many as its script has"
                            + " in two passes, and all of them in a load. With --memory weak from 1 to 8 (2, and 4 of two"
                            + " parties of a structure).")
    private int operations;

    @Option(
            names = "--histories",
            paramLabel = "N",
            defaultValue = "20",
            description = "With several workers: how many short histories of each side to record and to check for"
                    + " linearizability (${DEFAULT-VALUE}; 0 for none).")
    private int histories;

    @Option(
            names = "--wait",
            paramLabel = "WAIT",
            description =
                    "How everybody waits: spin, pause, yield, backoff, park or eventfd, with a number of pauses to begin with"
                            + " behind a colon where it pauses, such as pause:16 (yield, where a side has it).")
    private String wait;

    @Option(
            names = "--placement",
            paramLabel = "WHERE",
            defaultValue = "threads",
            description =
                    "How far apart workers and servers are: threads of one JVM (${DEFAULT-VALUE}), or processes of"
                            + " this machine.")
    private String placement;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "2m",
            description =
                    "How long one side may take, such as 90s, 2m or 1h (${DEFAULT-VALUE}); then it has its line, and"
                            + " the next goes on.")
    private String timeout;

    @Option(
            names = "--memory",
            paramLabel = "MIB|weak",
            defaultValue = "1024",
            description = "How large the heap may be in which a side is compared, in MiB (${DEFAULT-VALUE}); or weak:"
                    + " explore the sides on a simulated memory that is as weak as Java's access modes allow, with a few"
                    + " operations of each worker.")
    private String memory;

    @Option(
            names = "--executions",
            paramLabel = "N",
            description = "With --memory weak: how many executions at random to try of each side, behind those with few"
                    + " choices that differ. Without it, 10,000 of short ones and fewer of long ones: some seconds of each"
                    + " side; 2,000 of a mutant.")
    private Integer executions;

    @Option(names = "--litmus", description = "With --memory weak: try the litmus tests of the memory itself.")
    private boolean litmus;

    @Option(
            names = "--mutants",
            arity = "0..1",
            fallbackValue = "",
            split = ",",
            paramLabel = "CLASS",
            description =
                    "With --memory weak: make each access and fence of the code weaker, one at a time, and say what"
                            + " shows it; of all classes, or of those named.")
    private List<String> mutants;

    @Option(
            names = "--structure",
            split = ",",
            paramLabel = "NAME",
            description =
                    "With --memory weak: explore structures instead of sides: slot-ring, which is messaging:ring, shared-frames, which"
                            + " is shm:frames, token-ring of deferred interrupts, fifo-queue of a cache, and those that jars of"
                            + " --classpath register; all for every one.")
    private List<String> structures;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "With --memory weak: this one alone, by the name that the list of results has.")
    private String scenario;

    @Option(
            names = "--schedule",
            paramLabel = "SCHEDULE",
            description = "With --memory weak: have one execution again, as a failure printed it.")
    private String schedule;

    private final Set<String> slips = new HashSet<>();

    private final Set<String> compared = new HashSet<>(); // sides, such as `counter shm:lock`

    private final Set<String> wrong = new HashSet<>(); // those of them that do not agree

    private final Set<String> skipped = new HashSet<>();

    private int columns;

    @Override
    public Integer call() throws InterruptedException {
        columns = Tables.lineColumns();
        if (operations < 1) {
            throw new BadInput("--operations is %d, but must be 1 or more".formatted(operations));
        }
        if (histories < 0) {
            throw new BadInput("--histories is %d, but must be 0 or more".formatted(histories));
        }
        boolean isWeak = memory.equals("weak");
        if (!isWeak && (litmus || mutants != null || structures != null || scenario != null || schedule != null)) {
            throw new BadInput(
                    "--litmus, --mutants, --structure, --scenario and --schedule are of weak memory; add --memory weak");
        }
        int mebibytes = isWeak ? LEAST_MEBIBYTES : mebibytes();
        Verifier.Limits limits = new Verifier.Limits(Durations.parse("--timeout", timeout), mebibytes);
        UserJars jars = selection.jars.jars();
        ClassLoader loader = jars.loader(line -> Duality.note(spec.commandLine(), line));
        Catalog catalog = Catalog.load(loader);
        List<Workload> workloads = selection.workloads.isEmpty()
                ? catalog.workloads()
                : selection.workloads.stream().map(catalog::workload).toList();
        Selection.requireMatched(
                selection.substrates,
                workloads.stream().flatMap(one -> catalog.sides(one).stream()).toList());
        Map<String, String> given = selection.values(workloads, line -> Duality.tell(spec.commandLine(), line));
        if (isWeak) {
            return weak(catalog, loader, workloads, given) ? ExitCodes.DONE : ExitCodes.FAILED;
        }
        List<VerifyOrder> orders = workloads.stream()
                .flatMap(workload -> (selection.owners.isEmpty() ? List.of(1) : selection.owners)
                        .stream().map(owners -> order(workload, given, workloads.size() > 1, owners)))
                .toList();
        List<String> flags = UserJars.forkFlags(JvmFlags.archive());
        try (Verifier verifier = new Verifier(jars.forkClassPath(), flags, limits)) {
            for (VerifyOrder order : orders) {
                verifier.run(order, finding -> show(order.workload(), finding));
            }
        }
        if (!compared.isEmpty()) {
            out().println(summary());
            out().flush();
        }
        if (!wrong.isEmpty()) {
            return ExitCodes.FAILED; // whatever else there is to mend
        }
        if (!slips.isEmpty()) {
            return ExitCodes.USAGE;
        }
        if (compared.isEmpty()) {
            throw new BadInput("nothing was compared: %s; name another side with --on, or another setting"
                    .formatted(skipped.isEmpty() ? "there is no side of that" : "all that was asked for was skipped"));
        }
        return ExitCodes.DONE;
    }

    /// Such as `26 sides compared: all agree with their specifications; 2 skipped. w2: with 2 workers`.
    private String summary() {
        int all = compared.size();
        String verdict = wrong.isEmpty()
                ? all == 1 ? "it agrees with its specification" : "all agree with their specifications"
                : "%d %s".formatted(wrong.size(), wrong.size() == 1 ? "does not agree" : "do not agree");
        return "%d %s compared: %s%s. %s"
                .formatted(
                        all,
                        all == 1 ? "side" : "sides",
                        verdict,
                        skipped.isEmpty() ? "" : "; %d skipped".formatted(skipped.size()),
                        workers().stream()
                                .distinct()
                                .map(one -> "w%d: with %d %s".formatted(one, one, one == 1 ? "worker" : "workers"))
                                .collect(Collectors.joining(", ")));
    }

    private List<Integer> workers() {
        return selection.workers.isEmpty() ? List.of(2) : selection.workers;
    }

    private int mebibytes() {
        if (!memory.matches("[0-9]{1,9}")) {
            throw new BadInput("--memory is '%s', but must be a number of MiB, or weak".formatted(memory));
        }
        int mebibytes = Integer.parseInt(memory);
        if (mebibytes < LEAST_MEBIBYTES) {
            throw new BadInput("--memory is %d, but must be %d MiB or more".formatted(mebibytes, LEAST_MEBIBYTES));
        }
        return mebibytes;
    }

    /// @return whether nothing is wrong
    private boolean weak(Catalog catalog, ClassLoader loader, List<Workload> workloads, Map<String, String> given) {
        if (executions != null && executions < 1) {
            throw new BadInput("--executions is %d, but must be 1 or more".formatted(executions));
        }
        if (placed() != Placement.THREADS) {
            throw new BadInput("--placement is '%s', but weak memory is simulated within one process; leave it out"
                    .formatted(placement));
        }
        WeakMemoryReport report = new WeakMemoryReport(
                catalog,
                new WeakMemoryReport.Order(
                        workloads,
                        selection.substrates,
                        given,
                        selection.workers,
                        described(loader),
                        Optional.ofNullable(scenario),
                        Optional.ofNullable(wait).map(CellSpec::waitingOf),
                        weakOperations(),
                        executions == null ? OptionalInt.empty() : OptionalInt.of(executions),
                        selection.seed),
                out());
        if (litmus) {
            return WeakMemoryReport.litmus(out());
        }
        if (schedule != null) {
            return report.replay(schedule);
        }
        if (mutants != null) {
            report.mutants(mutants.stream().filter(name -> !name.isEmpty()).collect(Collectors.toSet()));
            return true;
        }
        return report.explore();
    }

    /// The operations of each worker that are asked for; empty if none are.
    private OptionalInt weakOperations() {
        if (!spec.commandLine().getParseResult().hasMatchedOption("--operations")) {
            return OptionalInt.empty();
        }
        if (operations > MOST_WEAK_OPERATIONS) {
            throw new BadInput("--operations is %,d, but must be from 1 to %d with --memory weak"
                    .formatted(operations, MOST_WEAK_OPERATIONS));
        }
        return OptionalInt.of(operations);
    }

    /// The structures that are asked for.
    private List<Structure<?>> described(ClassLoader loader) {
        if (structures == null) {
            return List.of();
        }
        Map<String, Structure<?>> known = new LinkedHashMap<>();
        for (Structure<?> structure : Registered.of(Structure.class, loader)) {
            known.put(Registered.name(structure, structure::name), structure);
        }
        return structures.equals(List.of("all"))
                ? List.copyOf(known.values())
                : structures.stream()
                        .<Structure<?>>map(name -> known(known, name))
                        .toList();
    }

    private static Structure<?> known(Map<String, Structure<?>> known, String name) {
        if (!known.containsKey(name)) {
            throw new BadInput(
                    "--structure: there is no '%s'; %sthere are %s, and those that jars of --classpath register"
                                    .formatted(
                                            name,
                                            Suggestion.question(name, known.keySet()),
                                            String.join(", ", known.keySet()))
                            + " in META-INF/services/" + Structure.class.getName());
        }
        return known.get(name);
    }

    /// @param several whether there are others, so that a parameter may be theirs
    private VerifyOrder order(Workload workload, Map<String, String> given, boolean several, int owners) {
        Map<String, String> own = several ? Values.own(workload, given) : given;
        List<Integer> workers = workers();
        Setting setting = Setting.of(workload, Values.of(workload, own)).withOwners(owners);
        workers.forEach(setting::withWorkers); // whatever is out of bounds is told of before anything is compared
        return new VerifyOrder(
                workload.name(),
                selection.substrates,
                workers,
                own,
                Optional.ofNullable(wait).map(CellSpec::waitingOf),
                owners,
                selection.seed,
                operations,
                histories,
                placed(),
                List.of());
    }

    private Placement placed() {
        Placement placed = Placement.of(placement);
        if (placed == Placement.HOSTS) {
            throw new BadInput("--placement hosts is of duality run, which compares before it measures;"
                    + " verify has threads and processes");
        }
        return placed;
    }

    private void show(String workload, VerifyFinding finding) {
        if (finding.kind() == VerifyFinding.Kind.SLIP) {
            if (slips.add(finding.lines().getFirst())) { // once, however many owners or workers are asked for
                Duality.note(spec.commandLine(), finding.lines().getFirst());
            }
            return;
        }
        String subject = finding.subject().map(Subject::name).orElse("");
        String side = workload + " " + subject;
        if (finding.kind() == VerifyFinding.Kind.SKIPPED) {
            skipped.add(side);
        } else {
            compared.add(side);
        }
        if (finding.isWrong()) {
            wrong.add(side);
        }
        String workers = finding.subject().map(one -> "w" + one.workers()).orElse("");
        String lead = "%-10s %-24s %-4s %-8s "
                .formatted(workload, subject, workers, finding.kind().label());
        tell(lead, finding.lines().getFirst());
        finding.lines().stream().skip(1).forEach(line -> tell(" ".repeat(INDENT), line));
        out().flush();
    }

    private void tell(String lead, String text) {
        Paragraph.lines(lead, text, INDENT, columns).forEach(out()::println);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
