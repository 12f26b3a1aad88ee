// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.cell.Collector;
import dev.duality.jmh.cell.Neighbour;
import dev.duality.jmh.cell.Surroundings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The options of what is around the rows of a run.
final class SurroundingsOptions {
    @Option(
            names = "--collector",
            paramLabel = "NAME",
            split = ",",
            description =
                    "The garbage collector of the JVMs that are measured: g1, zgc, parallel, serial, or shenandoah"
                            + " where the JDK has it; each row with each. The one that the JVM takes itself.")
    private List<String> collectors = new ArrayList<>();

    @Option(
            names = "--neighbour",
            paramLabel = "WHAT",
            split = ",",
            description = "What a thread on a core that no thread of the row has does beside it: none, or stream, which"
                    + " copies between two buffers of twice the last cache each; each row with each. none.")
    private List<String> neighbours = new ArrayList<>();

    /// The collectors and neighbours that were named, none where nobody did.
    /// @throws dev.duality.workloads.BadInput if there is none of a name
    Surroundings.Choice choice() {
        return new Surroundings.Choice(
                collectors.stream().map(Collector::of).toList(),
                neighbours.stream().map(Neighbour::of).toList());
    }
}
