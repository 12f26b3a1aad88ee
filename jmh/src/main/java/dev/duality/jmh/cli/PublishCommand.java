// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.folder.RunFolder;
import dev.duality.results.publish.PublicationCheck;
import dev.duality.results.publish.PublishedRuns;
import dev.duality.workloads.BadInput;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Puts a run among the published ones.
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Check a run, copy it to results/published/, and write the tables of README.md and results/README.md again.",
            "Without a run the tables alone are written again. A run that may not be published is left where it is."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:published, or with --check: all tables are what their runs give",
            "1:the run may not be published, or a table is not what its run gives",
            "2:your slip; nothing was written"
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  duality publish runs/NAME",
            "  duality publish runs/NAME --explain 'rpc/messaging:tcp/w1=no loopback here'",
            "  duality publish --check"
        })
final class PublishCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "The folder of the run.")
    private Path run;

    @Option(names = "--check", description = "Write nothing; say which tables are not what the published runs give.")
    private boolean check;

    @Option(
            names = "--explain",
            paramLabel = "CELL=WHY",
            description = "Why a cell failed; needed for each that did more than miss its rate.")
    private List<String> explain = new ArrayList<>();

    @Option(
            names = "--project",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where README.md and results/ are (${DEFAULT-VALUE}).")
    private Path project;

    @Override
    public Integer call() {
        if (check && (run != null || !explain.isEmpty())) {
            throw new BadInput("--check is about runs that are published; leave out the run and --explain");
        }
        if (run == null && !explain.isEmpty()) {
            throw new BadInput("--explain is about a run, and none is given; name its folder");
        }
        PublishedRuns runs = new PublishedRuns(project);
        if (check) {
            return check(runs);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (run != null) {
            Map<String, String> explanations = PublicationChecks.explanations(run, explain);
            if (!PublicationChecks.show(PublicationCheck.of(run, explanations), out)) {
                return Duality.say(spec.commandLine(), "nothing was published; see NO above", ExitCodes.FAILED);
            }
            out.println("published as " + runs.add(RunFolder.open(run), explanations));
        }
        List<Path> written = runs.write();
        written.forEach(file -> out.println("written " + file));
        if (written.isEmpty()) {
            out.println("all tables are as they should be");
        }
        out.flush();
        return ExitCodes.DONE;
    }

    private int check(PublishedRuns runs) {
        List<String> faults = runs.check();
        PrintWriter out = spec.commandLine().getOut();
        faults.forEach(out::println);
        if (faults.isEmpty()) {
            int size = runs.size();
            out.println(size + (size == 1 ? " run is" : " runs are") + " published, and all tables are what they give");
        }
        out.flush();
        return faults.isEmpty()
                ? ExitCodes.DONE
                : Duality.say(
                        spec.commandLine(),
                        "a table is not what its run gives; duality publish writes it again",
                        ExitCodes.FAILED);
    }
}
