// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.ProcessDefaults;
import dev.duality.results.folder.RunUnwritable;
import dev.duality.workloads.BadInput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// A look at what is typed behind a command that needs more than `benchmarks.jar`, so that the launcher builds nothing
/// for a slip. It prints [#BASELINES] if they are needed, and nothing else; its exit code is 2 for a slip.
public final class Operands {
    /// The word for the queues of others.
    static final String BASELINES = "baselines";

    private Operands() {}

    /// @param args a command with its operands, as `duality` takes them
    public static void main(String[] args) {
        ProcessDefaults.apply();
        PrintWriter out = new PrintWriter(new PlainWriter(new FileOutputStream(FileDescriptor.out)));
        PrintWriter err = new PrintWriter(new PlainWriter(new FileOutputStream(FileDescriptor.err)), true);
        int code = look(out, err, args);
        out.flush();
        System.exit(code);
    }

    static int look(PrintWriter out, PrintWriter err, String... args) {
        return Duality.commandLine()
                .setOut(out)
                .setErr(err)
                .setExecutionStrategy(Operands::look)
                .execute(args);
    }

    private static int look(ParseResult parsed) {
        Slips.refuseWhatMeansNothing(parsed);
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine command = last.commandSpec().commandLine();
        boolean helps = last.isUsageHelpRequested() || last.isVersionHelpRequested();
        try {
            if (!helps && last.commandSpec().userObject() instanceof RivalsCommand rivals && rivals.look()) {
                command.getOut().println(BASELINES);
            }
            return ExitCodes.DONE;
        } catch (BadInput | RunUnwritable slip) {
            return Duality.say(command, slip.getMessage(), ExitCodes.USAGE);
        }
    }
}
