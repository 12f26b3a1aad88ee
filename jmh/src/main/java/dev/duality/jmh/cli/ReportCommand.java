// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.folder.RunFolder;
import dev.duality.results.table.Format;
import dev.duality.workloads.BadInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows a run that was kept.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Show a run again, as text, as data, or as a page for a browser.",
        footerHeading = "%n",
        footer = {
            "A page is one file, which needs no network; open it like any other, and send it to whom you like:",
            "  duality report runs/NAME --format html --out page.html",
            "  xdg-open page.html"
        })
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path run;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text, markdown, csv, long (csv with a row per fork and statistic), json or html"
                    + " (${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the report to a file instead of showing it; one that is there is replaced.")
    private String out;

    @Option(
            names = "--wide",
            description = "Show all columns of the table; else those for which the terminal has no room are left out.")
    private boolean wide;

    @Option(
            names = "--p99",
            paramLabel = "TIME",
            description =
                    "Also show the highest rate at which each row has p99 below it, such as 100us, of those that were"
                            + " offered; see the preset load.")
    private String p99;

    @Override
    public Integer call() {
        OptionalLong bound = p99 == null ? OptionalLong.empty() : OptionalLong.of(Durations.latencyNanos("--p99", p99));
        if (bound.isPresent() && format != Format.TEXT) {
            throw new BadInput(
                    "--p99 is '%s', but is shown with --format text alone; leave one of them out".formatted(p99));
        }
        Optional<OutFile> file = Optional.ofNullable(out).map(name -> OutFile.named("--out", name));
        RunFolder folder = RunFolder.open(run);
        String report = Tables.render(folder, format, wide || file.isPresent()) + Tables.within(folder, bound);
        if (file.isPresent()) {
            file.get().write(to -> to.write(report.getBytes(StandardCharsets.UTF_8)));
        } else {
            Duality.print(spec.commandLine(), report);
        }
        return ExitCodes.DONE;
    }
}
