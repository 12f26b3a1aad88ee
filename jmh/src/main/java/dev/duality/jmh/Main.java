// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.cell.Collector;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.ProfilersFailedException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// The plain JMH command line of `benchmarks.jar`. It differs from JMH's own in eight points:
/// - the forks get [JvmFlags#FORK], whatever `-jvmArgs`, `-jvmArgsAppend` or `-jvmArgsPrepend` add;
/// - a benchmark that throws ends the run with a failure (`-foe true`), unless `-foe false` is given;
/// - a slip on the command line is one line on standard error, and exit code 2;
/// - that another JMH is at work on this machine is said in plain words;
/// - `-p cell=` alone, a whole cell, sets the other parameters and the threads to what it says;
/// - the forks of a cell with a collector, `-p collector=zgc`, get its flag, one for all of them;
/// - times, as `-bm sample` asks for them, are in nanoseconds, unless `-tu` says otherwise;
/// - a parameter by its old name, `-p waiting=`, is taken for the new one, with a line that says so.
public final class Main {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 3;

    private static final String CELL = "cell";
    private static final String WAIT = "wait";
    private static final String COLLECTOR = "collector";
    private static final String OLD_WAIT = "waiting";

    private Main() {}

    /// @param args JMH's options; `-h` lists them
    public static void main(String[] args) throws IOException {
        ProcessDefaults.apply();
        System.exit(run(args, System.err));
    }

    static int run(String[] args, PrintStream err) throws IOException {
        CommandLineOptions asked;
        Runner runner;
        try {
            asked = new CommandLineOptions(args);
            if (asked.getParameter(OLD_WAIT).hasValue()) {
                err.println(
                        "benchmarks.jar: -p waiting= is called -p wait= now; the old name goes with the next release");
            }
            runner = new Runner(withOurs(asked)); // opens the file of -o, and has its own exception if it cannot
        } catch (CommandLineOptionException | IllegalArgumentException | IllegalStateException | BadInput e) {
            return say(err, e, "; -h lists the options", USAGE);
        }
        if (asked.shouldHelp()) {
            asked.showHelp();
        } else if (asked.shouldList()) {
            runner.list();
        } else if (asked.shouldListWithParams()) {
            runner.listWithParams(asked);
        } else if (asked.shouldListProfilers()) {
            asked.listProfilers();
        } else if (asked.shouldListResultFormats()) {
            asked.listResultFormats();
        } else {
            return measure(runner, asked.getIncludes(), err);
        }
        return DONE;
    }

    private static int measure(Runner runner, List<String> includes, PrintStream err) {
        try {
            runner.run();
            return DONE;
        } catch (NoBenchmarksException _) {
            err.println("benchmarks.jar: no benchmark matches " + String.join(" ", includes) + "; -l lists them all");
            return USAGE;
        } catch (PatternSyntaxException e) {
            return say(err, e, "; benchmarks are chosen by regular expressions", USAGE);
        } catch (ProfilersFailedException e) {
            return say(err, e.getCause(), "; -lprof lists the profilers that work here", ENVIRONMENT);
        } catch (RunnerException e) {
            return failure(err, e);
        } catch (RuntimeException e) { // JMH found out late that it cannot go on, such as a -jvm that is none
            return say(err, e, "", FAILED);
        }
    }

    /// JMH tells its failures apart by their words only.
    private static int failure(PrintStream err, RunnerException e) {
        String words = String.valueOf(e.getMessage());
        if (words.contains("Another JMH instance")) {
            err.println("benchmarks.jar: another JMH is measuring on this machine, and two at a time spoil each other;"
                    + " wait until it is done, or start java with -Djmh.ignoreLock=true");
            return ENVIRONMENT;
        }
        if (words.contains("touch the result file")) {
            return say(err, e, "; choose another with -rff", USAGE);
        }
        return say(err, e, "; its reason stands in the output of JMH", FAILED);
    }

    static Options withOurs(Options asked) {
        List<String> prepended = new ArrayList<>(JvmFlags.FORK);
        collector(asked).map(Collector::flag).ifPresent(prepended::add);
        prepended.addAll(asked.getJvmArgsPrepend().orElse(List.of()));
        ChainedOptionsBuilder ours = new OptionsBuilder()
                .parent(asked)
                .jvmArgsPrepend(prepended.toArray(String[]::new))
                .shouldFailOnError(asked.shouldFailOnError().orElse(true));
        if (asked.getParameter(OLD_WAIT).hasValue() && !asked.getParameter(WAIT).hasValue()) {
            ours.param(WAIT, asked.getParameter(OLD_WAIT).get().toArray(String[]::new));
        }
        if (asksForTimesAlone(asked.getBenchModes()) && !asked.getTimeUnit().hasValue()) {
            ours.timeUnit(TimeUnit.NANOSECONDS); // in seconds, as rates are, each of them would be 0.000000
        }
        Collection<String> cells = asked.getParameter(CELL).orElse(List.of());
        if (cells.size() == 1 && !cells.iterator().next().isEmpty()) {
            say(CellSpec.parse(cells.iterator().next()), asked, ours);
        }
        return ours.build();
    }

    /// The collector of the cells that are asked for: JMH gives all forks the same flags.
    /// @throws BadInput if they have several
    private static Optional<Collector> collector(Options asked) {
        List<String> cells = asked.getParameter(CELL).orElse(List.of()).stream()
                .filter(cell -> !cell.isEmpty())
                .toList();
        List<Optional<Collector>> all = cells.isEmpty()
                ? asked.getParameter(COLLECTOR).orElse(List.of("")).stream()
                        .map(label -> label.isEmpty() ? Optional.<Collector>empty() : Optional.of(Collector.of(label)))
                        .distinct()
                        .toList()
                : cells.stream()
                        .map(cell -> CellSpec.parse(cell).around().collector())
                        .distinct()
                        .toList();
        if (all.size() > 1) {
            throw new BadInput(
                    "JMH gives all its forks the same flags, and this asks for several collectors; run it once for each, or use duality run --collector");
        }
        return all.getFirst();
    }

    private static boolean asksForTimesAlone(Collection<Mode> modes) {
        return !modes.isEmpty() && !modes.contains(Mode.Throughput) && !modes.contains(Mode.All);
    }

    /// Says in the columns of the other parameters, too, what a cell says; they would show what does not hold.
    private static void say(CellSpec cell, Options asked, ChainedOptionsBuilder ours) {
        cell.fields().forEach(ours::param);
        if (!asked.getThreads().hasValue()) {
            ours.threads(cell.workers());
        }
    }

    private static int say(PrintStream err, Throwable cause, String advice, int exitCode) {
        String oneLine = String.valueOf(cause.getMessage())
                .replaceFirst("^No enum constant .*\\.", "unknown value ")
                .replaceFirst("^java\\.io\\.\\w+: ", "");
        err.println("benchmarks.jar: " + OneLine.of(oneLine) + advice);
        return exitCode;
    }
}
