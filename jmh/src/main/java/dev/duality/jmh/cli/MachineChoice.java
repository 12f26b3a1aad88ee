// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.simulation.multicore.MachineSpec;
import dev.duality.simulation.multicore.Machines;
import dev.duality.workloads.BadInput;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The choice of machines that are simulated, and of how much larger than they are.
final class MachineChoice {
    @Option(
            names = {"-m", "--machine"},
            paramLabel = "NAME|FILE",
            split = ",",
            defaultValue = "opteron-6172",
            description = "The machine (${DEFAULT-VALUE}); duality list machines shows them, and a file that ends in"
                    + " .json describes another. With --map several, with commas.")
    List<String> machines = new ArrayList<>();

    @Option(
            names = "--cores",
            paramLabel = "N",
            description =
                    "As if the machine had so many hardware threads: what is more lies as far away as its farthest"
                            + " do.")
    Integer cores;

    @Option(
            names = "--hops",
            paramLabel = "N",
            description =
                    "With --cores: what is more lies so many hops further away, each as dear as the last one" + " (0).")
    Integer hops;

    /// @throws BadInput if there is no such machine, or it cannot be so large
    List<MachineSpec> specs() {
        if (cores == null && hops != null) {
            throw new BadInput("--hops goes with --cores, which says how much larger the machine is");
        }
        return machines.stream().map(this::spec).toList();
    }

    private MachineSpec spec(String name) {
        MachineSpec machine = Machines.named(name);
        try {
            return cores == null ? machine : machine.extended(cores, hops == null ? 0 : hops);
        } catch (IllegalArgumentException e) {
            throw new BadInput("--cores and --hops: " + e.getMessage(), e);
        }
    }
}
