// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Side;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import java.util.ArrayList;
import java.util.List;

/// The programs whose jobs are set side by side.
final class Contestants {
    private Contestants() {}

    /// The plain program first, the engine last.
    /// @throws BadInput if a side cannot run on this machine
    static List<JobProgram> of(MapReduceWorkload workload, List<Side> sides, JobProgram engine) {
        List<JobProgram> programs = new ArrayList<>();
        programs.add(OwnPrograms.plain(workload));
        for (Side side : sides) {
            side.unavailable().ifPresent(why -> {
                throw new BadInput("%s cannot run here: %s".formatted(side.substrate(), why));
            });
            programs.add(OwnPrograms.of(workload, side));
        }
        programs.add(engine);
        return programs;
    }
}
