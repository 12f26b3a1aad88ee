// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.folder.RunFolder;
import dev.duality.results.publish.PublicationCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says whether runs may be published.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Say whether a run may be published: whether others can read it, trust it and repeat it.",
            "Its run.json must be as the JSON Schema says, its files must be there, it must be complete, with six forks of"
                    + " each cell, from a commit without changes, on a machine that was quiet, and each failure explained."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it may", "1:it may not; the lines with NO say why", "2:your slip"},
        footerHeading = "%n",
        footer = {"Examples:", "  duality check runs/NAME", "  duality check results/published/*"})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "The folders of the runs.")
    private List<Path> runs = new ArrayList<>();

    @Option(
            names = "--explain",
            paramLabel = "CELL=WHY",
            description = "Why a cell failed, as duality publish would be told.")
    private List<String> explain = new ArrayList<>();

    @Override
    public Integer call() {
        Iterator<List<String>> faults =
                RunOperands.all(spec.commandLine(), runs, RunFolder::violations).iterator();
        boolean fit = true;
        String between = "";
        for (Path run : runs) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(between);
            if (runs.size() > 1) {
                out.println(run);
            }
            fit &= PublicationChecks.show(
                    PublicationCheck.of(run, faults.next(), PublicationChecks.explanations(run, explain)), out);
            between = System.lineSeparator();
        }
        return fit ? ExitCodes.DONE : ExitCodes.FAILED;
    }
}
