// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.JvmEnd;
import dev.duality.jmh.OneLine;
import dev.duality.jmh.ProcessDefaults;
import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RunUnreadable;
import dev.duality.results.folder.RunUnwritable;
import dev.duality.results.laws.TimesUnreadable;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Slip;
import dev.duality.workloads.BadInput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The command line. The script `duality` at the root starts it with the right JVM and flags.
@Command(
        name = "duality",
        description = "Share memory, or pass messages? Runs the same kernel workloads over both, and measures the gap.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            ListCommand.class,
            RivalsCommand.class,
            VerifyCommand.class,
            SoakCommand.class,
            SimulateCommand.class,
            ScaleCommand.class,
            MulticoreCommand.class,
            ReproduceCommand.class,
            DoctorCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            CompareCommand.class,
            CheckCommand.class,
            PublishCommand.class,
            LawsCommand.class,
            TracesCommand.class,
            NewCommand.class,
            HelpCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a cell failed", "2:your slip; nothing was lost", "3:this machine lacks something"},
        footerHeading = "%n",
        footer = {
            "Begin with:",
            "  duality run                  four workloads, three minutes, and a table",
            "  duality run --workload rpc   one of them",
            "  duality doctor               what this machine is good for",
            "  duality rivals               our transports beside those of others"
        })
public final class Duality {
    private static final String READER_GONE = "broken pipe";

    private Duality() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /// Runs a command as `main` does, but for the end of the process.
    /// @return the exit code; that of a table that could not be printed is [ExitCodes#ENVIRONMENT], whatever it says
    static int run(String... args) {
        ProcessDefaults.apply();
        return run(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), args);
    }

    static int run(OutputStream out, OutputStream err, String... args) {
        PlainWriter plain = new PlainWriter(out);
        PrintWriter lines = new PrintWriter(plain);
        CommandLine line = commandLine()
                .setOut(lines)
                .setErr(new PrintWriter(new PlainWriter(err), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        int code;
        try (ForeignExit _ = ForeignExit.watch(line)) {
            code = line.execute(args);
        }
        lines.flush();
        if (plain.failure().isEmpty()) {
            return code;
        }
        String reason = Reasons.of(plain.failure().get());
        return reason.equals(READER_GONE) // such as head, which has what it wanted
                ? ExitCodes.ENVIRONMENT
                : say(
                        line,
                        "standard output cannot be written: %s; what stands there is not whole".formatted(reason),
                        ExitCodes.ENVIRONMENT);
    }

    static CommandLine commandLine() {
        return commandLine(InstantSource.system());
    }

    /// @param clock what runs are dated and named by
    static CommandLine commandLine(InstantSource clock) {
        CommandLine line = new CommandLine(new Duality(), new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == RunCommand.class
                        ? type.cast(new RunCommand(clock))
                        : CommandLine.defaultFactory().create(type);
            }
        });
        TypedArguments.teach(line);
        line.setExpandAtFiles(false); // a trace may be called @home
        line.setPosixClusteredShortOptionsAllowed(false); // -workload is --workload mistyped, not -w orkload
        line.setExecutionStrategy(Duality::execute);
        line.setParameterExceptionHandler((slip, _) -> say(slip.getCommandLine(), Slips.line(slip), ExitCodes.USAGE));
        line.setExecutionExceptionHandler((thrown, command, _) -> switch (thrown) {
            case BadInput slip -> say(command, slip.getMessage(), ExitCodes.USAGE);
            case RunUnreadable unreadable -> say(command, unreadable.getMessage(), ExitCodes.USAGE);
            case TimesUnreadable unreadable -> say(command, unreadable.getMessage(), ExitCodes.USAGE);
            case RunUnwritable unwritable -> say(command, unwritable.getMessage(), ExitCodes.USAGE);
            case UncheckedIOException broken -> say(command, broken.getMessage(), ExitCodes.ENVIRONMENT);
            case Slip slip when UserJars.blamed(slip).isEmpty() -> say(command, slip.getMessage(), ExitCodes.USAGE);
            case Diagnosis found
            when UserJars.blamed(found).isEmpty() -> say(command, found.getMessage(), ExitCodes.FAILED);
            default -> {
                if (JvmEnd.hasBegun()) {
                    yield ExitCodes.FAILED; // which nobody hears: the end has a status of its own
                }
                Optional<String> where = UserJars.blamed(thrown);
                if (where.isEmpty()) {
                    throw thrown;
                }
                yield say(command, "%s of --classpath threw %s".formatted(where.get(), thrown), ExitCodes.USAGE);
            }
        });
        line.getSubcommands()
                .get("generate-completion")
                .getCommandSpec()
                .usageMessage()
                .hidden(true);
        return line;
    }

    /// Executes a command. What is asked for may be right and yet more than this process can hold.
    private static int execute(CommandLine.ParseResult parsed) {
        Slips.refuseWhatMeansNothing(parsed);
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            CommandLine command = parsed.asCommandLineList().getLast();
            return say(
                    command,
                    "out of memory: %s, and at most %,d MiB are used; ask for less at once"
                            .formatted(e.getMessage(), Runtime.getRuntime().maxMemory() >> 20),
                    ExitCodes.ENVIRONMENT);
        }
    }

    /// Says one line of complaint.
    /// @return the exit code
    static int say(CommandLine command, String line, int exitCode) {
        note(command, line);
        return exitCode;
    }

    /// Says one line of which the user has to know, and goes on.
    static void note(CommandLine command, String line) {
        tell(command, "duality: " + OneLine.of(String.valueOf(line)));
    }

    /// Tells one line of what goes on, on standard error.
    static void tell(CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println(line);
        err.flush();
    }

    /// Prints a result, on standard output.
    /// @param text with the end of its last line
    static void print(CommandLine command, String text) {
        PrintWriter out = command.getOut();
        out.print(text);
        out.flush();
    }
}
