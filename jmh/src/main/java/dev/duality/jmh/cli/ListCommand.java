// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.Paragraph;
import dev.duality.results.table.JsonText;
import dev.duality.simulation.protocol.Protocols;
import dev.duality.workloads.catalog.Catalog;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what there is.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Show the workloads with their parameters, the substrates, the protocols that are played in virtual time, the"
                        + " presets of runs, the ways to wait, or the machines that can be simulated.")
final class ListCommand implements Callable<Integer> {
    private static final int INDENT = 4; // characters

    @Spec
    private CommandSpec spec;

    /// The lists that there are.
    enum What {
        workloads,
        substrates,
        protocols,
        presets,
        waits,
        machines
    }

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private What what;

    @Option(names = "--json", description = "As JSON, for programs.")
    private boolean json;

    @Mixin
    private JarsOption jars;

    private int columns;

    @Override
    public Integer call() {
        columns = Tables.lineColumns();
        ClassLoader loader = jars.loader(line -> Duality.note(spec.commandLine(), line));
        Catalog catalog = Catalog.load(loader);
        List<? extends Inventory.Line> lines = switch (what) {
            case workloads -> Inventory.workloads(catalog);
            case substrates -> Inventory.substrates(catalog);
            case protocols -> Inventory.protocols(catalog, Protocols.load(loader));
            case presets -> Inventory.presets(catalog);
            case waits -> Inventory.waits();
            case machines -> Inventory.machines();
        };
        if (json) {
            out().print(JsonText.of(lines));
        } else {
            lines.forEach(this::print);
        }
        out().flush();
        return ExitCodes.DONE;
    }

    private void print(Inventory.Line line) {
        switch (line) {
            case Inventory.WorkloadLine(String name, String about, var parameters, var substrates) -> {
                told("%-16s ".formatted(name), about);
                for (Inventory.ParameterLine p : parameters) {
                    told("    --set %-24s ".formatted(p.example()), p.text(), "    --set ".length() + INDENT);
                }
                told("    on ", String.join(" ", substrates));
                out().println();
            }
            case Inventory.SubstrateLine(
                    String name,
                    String about,
                    String contract,
                    boolean available,
                    String reason,
                    _) -> {
                String margin = " ".repeat(25);
                told("%-24s ".formatted(name), about);
                if (!contract.isEmpty()) {
                    told(margin, contract);
                }
                if (!available) {
                    told(margin, "NOT AVAILABLE: " + reason);
                }
            }
            case Inventory.ProtocolLine(
                    String workload,
                    String name,
                    String about,
                    int least,
                    var withstands,
                    var parameters) -> {
                String margin = " ".repeat(28);
                told("%-12s %-14s ".formatted(workload, name), about);
                told(
                        margin,
                        "%d nodes or more; withstands %s"
                                .formatted(least, withstands.isEmpty() ? "no fault" : String.join(", ", withstands)));
                for (Inventory.ParameterLine p : parameters) {
                    told(margin + "--set %-20s ".formatted(p.example()), p.text(), margin.length() + INDENT);
                }
            }
            case Inventory.PresetLine(String name, String about, String time, int forks, var workloads) -> {
                told("%-12s ".formatted(name), about);
                told(
                        " ".repeat(13),
                        "about %s on two cores, %d forks of each cell; %s"
                                .formatted(time, forks, String.join(" ", workloads)));
            }
            case Inventory.WaitLine(String name, String about) -> told("%-10s ".formatted(name), about);
            case Inventory.MachineLine(
                    String name,
                    String about,
                    int threads,
                    var classes,
                    var sources,
                    String assumed) -> {
                String margin = " ".repeat(17);
                told("%-16s ".formatted(name), about);
                told(margin, "%d hardware threads; distances: %s".formatted(threads, String.join(", ", classes)));
                told(margin, "times from: " + String.join("; ", sources));
                if (!assumed.isEmpty()) {
                    told(margin, "assumed: " + assumed);
                }
            }
        }
    }

    /// Under its own beginning.
    private void told(String lead, String text) {
        told(lead, text, lead.length());
    }

    private void told(String lead, String text, int indent) {
        Paragraph.lines(lead, text, indent, columns).forEach(out()::println);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
