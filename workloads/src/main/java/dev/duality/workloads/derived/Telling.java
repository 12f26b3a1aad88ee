// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Workload;
import java.util.Optional;

/// Workers that tell what to do, see [Workload#tells], and the servers that cannot be told.
final class Telling {
    private Telling() {}

    /// The reason why a side whose server answers whatever it does has no such workers.
    static Optional<String> rejects(Workload workload, Setting setting) {
        return workload.tells(setting)
                ? Optional.of(
                        "its server answers every operation, and here nobody waits for that; use op=add, or an owner behind messages such as messaging:ring")
                : Optional.empty();
    }
}
