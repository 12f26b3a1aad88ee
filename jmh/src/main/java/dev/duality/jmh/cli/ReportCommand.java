// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.folder.RunFolder;
import dev.duality.results.table.Format;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

    @Override
    public Integer call() {
        String report = Tables.render(RunFolder.open(run), format);
        if (out == null) {
            out().print(report);
            out().flush();
        } else {
            write(report);
        }
        return ExitCodes.DONE;
    }

    /// A file that is there is not touched before the whole report is made.
    private void write(String report) {
        try {
            Files.writeString(Path.of(out), report);
        } catch (InvalidPathException e) {
            throw new BadInput("--out is '%s', which is no file name".formatted(out), e);
        } catch (IOException e) {
            throw new BadInput("%s cannot be written: %s; give another file with --out".formatted(out, why(e)), e);
        }
    }

    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such folder";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
