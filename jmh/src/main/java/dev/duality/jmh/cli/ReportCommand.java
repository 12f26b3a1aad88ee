// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.folder.RunFolder;
import dev.duality.results.table.Format;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows a run that was kept.
@Command(name = "report", mixinStandardHelpOptions = true, description = "Show a run again, as text or as data.")
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path run;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text, markdown, csv, long (csv with a row per fork and statistic) or json"
                    + " (${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() {
        out().print(Tables.render(RunFolder.open(run), format));
        out().flush();
        return ExitCodes.DONE;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
