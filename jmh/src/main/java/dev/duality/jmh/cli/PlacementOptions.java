// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.fork.Hosts;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of where the parties of a run are.
final class PlacementOptions {
    @Option(
            names = "--placement",
            paramLabel = "WHERE",
            split = ",",
            description = "How far apart workers and servers are: threads of one JVM, as is usual, processes of this"
                    + " machine, or hosts; with threads and processes, the table says what the boundary costs. As"
                    + " processes, each server has a JVM of its own; without a server, each worker but the first has.")
    private List<String> placements = new ArrayList<>();

    @Option(
            names = "--hosts",
            paramLabel = "A:1,B:1",
            description = "Where the processes of --placement hosts are, and how many on each: this host first, by the"
                    + " name under which the others reach it.")
    private String hosts;

    @Option(
            names = "--launcher",
            paramLabel = "COMMAND",
            description = "What starts them (mpirun): srun, or a command that takes the options of mpirun, with"
                    + " options of your own, such as \"mpirun --mca btl tcp,self\".")
    private String launcher;

    /// Each that was named, once; none if nobody asked.
    /// @throws BadInput if there is none of a name
    List<Placement> placements() {
        return placements.stream().map(Placement::of).distinct().toList();
    }

    /// @param placed the placements of the run
    /// @throws BadInput if hosts are lacking, or hosts or a launcher are named for nothing
    Optional<Hosts> hosts(List<Placement> placed) {
        return Hosts.of(placed, Optional.ofNullable(hosts), Optional.ofNullable(launcher));
    }
}
