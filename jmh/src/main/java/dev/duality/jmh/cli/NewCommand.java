// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.scaffold.Project;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.catalog.Catalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a project to begin with.
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Write a project for a workload or a transport of your own, to begin with: a class of some sixty lines, its"
                    + " contract test and its pom.xml. It builds, passes and can be measured as it is.",
            "Its build needs Duality's own jars, which mvn -Dquick install in this project puts where Maven finds them, once."
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  duality new workload my-workload",
            "  duality new transport my-queue --out ../my-queue"
        })
final class NewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private Project.Kind kind;

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description = "What it is called: lower-case letters, digits and - in between.")
    private String name;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where it is written: a folder that is empty or not there yet; one of its name, here.")
    private Path out;

    @Override
    public Integer call() {
        Project project = new Project(kind, name);
        refuseTaken();
        Path folder = out == null ? Path.of(name) : out;
        project.write(folder);
        PrintWriter to = spec.commandLine().getOut();
        to.printf("%s is in %s%n", name, folder);
        to.printf("once, for its build:      mvn -Dquick install  # in Duality's folder, some minutes%n");
        to.printf("build and test it:        mvn -f %s verify%n", folder);
        String[] labels = {"compare its sides:", "measure it:"};
        int line = 0;
        for (String command : project.commands(folder.toString()).toList()) {
            to.printf("%-25s %s%n", labels[line++], command);
        }
        to.flush();
        return ExitCodes.DONE;
    }

    /// Two of one name cannot be told apart.
    private void refuseTaken() {
        Catalog catalog = Catalog.load(NewCommand.class.getClassLoader());
        boolean taken = switch (kind) {
            case WORKLOAD ->
                catalog.workloads().stream().anyMatch(one -> one.name().equals(name));
            case TRANSPORT ->
                catalog.transports().stream().anyMatch(one -> one.name().equals(name));
        };
        if (taken) {
            throw new BadInput("there is a %s '%s' already; give another name".formatted(kind, name));
        }
    }
}
