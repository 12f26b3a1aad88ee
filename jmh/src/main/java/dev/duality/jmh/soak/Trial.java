// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.soak;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import java.util.Map;
import java.util.stream.Collectors;

/// One kernel, and how much of it to verify.
///
/// @param operations of each worker's script
public record Trial(Workload workload, Side side, Setting setting, int operations) {
    /// The command that plays it again.
    public String command() {
        String values = setting.values().all().entrySet().stream()
                .filter(value -> !value.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(value -> " --set %s=%s".formatted(value.getKey(), value.getValue()))
                .collect(Collectors.joining());
        return "duality verify --workload %s --on %s --workers %d --wait %s --seed %d --operations %d%s"
                .formatted(
                        workload.name(),
                        side.substrate(),
                        setting.workers(),
                        setting.waiting().label(),
                        setting.seed(),
                        operations,
                        values);
    }
}
