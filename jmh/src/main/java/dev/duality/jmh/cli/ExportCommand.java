// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.export.Export;
import dev.duality.results.folder.RunFolder;
import dev.duality.workloads.BadInput;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a run that was kept for other tools.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Write a run as files that other tools read: long.csv, jmh.json, an .hgrm per open loop, and"
                + " the charts as .svg.")
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path run;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            required = true,
            description = "Where the files go: a folder that does not exist yet, or is empty.")
    private String out;

    @Override
    public Integer call() {
        Path folder = folder();
        Export.requireFree(folder);
        Export export = Export.of(RunFolder.open(run));
        export.write(folder);
        PrintWriter lines = spec.commandLine().getOut();
        export.files().keySet().forEach(lines::println);
        lines.flush();
        return ExitCodes.DONE;
    }

    private Path folder() {
        try {
            return Path.of(out);
        } catch (InvalidPathException e) {
            throw new BadInput("--out is '%s', which is no folder's name".formatted(out), e);
        }
    }
}
