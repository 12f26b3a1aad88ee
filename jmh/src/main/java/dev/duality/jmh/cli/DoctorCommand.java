// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.floor.FloorCheck;
import dev.duality.jmh.machine.doctor.Doctor;
import dev.duality.jmh.machine.doctor.Finding;
import dev.duality.jmh.machine.doctor.FindingsText;
import dev.duality.jmh.progress.Terminal;
import dev.duality.messaging.Transport;
import dev.duality.results.Floor;
import dev.duality.workloads.catalog.Catalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Checks the machine.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Check what this machine is good for, and what results from it are worth.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private static final long FLOOR_MILLIS = 800;

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = new ArrayList<>(Doctor.examine(Path.of("")));
        findings.add(terminal(Terminal.ofThisProcess()));
        findings.add(floor());
        for (Transport transport :
                Catalog.load(DoctorCommand.class.getClassLoader()).transports()) {
            findings.add(transport
                    .unavailable()
                    .map(reason ->
                            Finding.note("messaging:" + transport.name(), "not available", "no row for it", reason))
                    .orElseGet(() -> Finding.ok("messaging:" + transport.name(), transport.description())));
        }
        Duality.print(spec.commandLine(), FindingsText.of(findings, Tables.lineColumns()));
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.PROBLEM)
                ? ExitCodes.ENVIRONMENT
                : ExitCodes.DONE;
    }

    /// The finding about what becomes of progress.
    private static Finding terminal(Terminal terminal) {
        return Finding.ok(
                "terminal",
                terminal.interactive()
                        ? "a bar of " + terminal.columns() + " columns, "
                                + (terminal.colour() ? "coloured" : "not coloured")
                        : "none: progress is told in plain lines");
    }

    private static Finding floor() {
        Optional<String> lacking = FloorCheck.unavailable();
        if (lacking.isPresent()) {
            return Finding.note("floor", "none", lacking.get(), "allow this process two cores or more");
        }
        Floor floor = FloorCheck.measure(Floor.When.BEFORE, FLOOR_MILLIS, OptionalDouble.empty());
        String seen = "%.0f ns for a cache line to another core and back%s; clock step %.0f ns, cost %.0f ns"
                .formatted(
                        floor.roundTripNanos(),
                        floor.cpus().isEmpty() ? ", threads not pinned" : " (CPU " + floor.cpus() + ")",
                        floor.clockStepNanos(),
                        floor.clockCostNanos());
        return floor.roundTripNanos() < 2_000
                ? Finding.ok("floor", seen)
                : Finding.problem(
                        "floor",
                        seen,
                        "the two threads share a core, or something else runs here",
                        "stop other programs, and try again");
    }
}
