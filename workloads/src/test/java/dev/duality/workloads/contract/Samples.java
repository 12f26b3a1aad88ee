// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.contract;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.verify.SpecificationCheck;
import java.util.stream.Stream;

/// The settings that a kit tries, and the sides that take them.
final class Samples {
    /// The most operations of each worker that a specification is tried with.
    static final int MOST = 20_000;

    private Samples() {}

    static Stream<Setting> settings(WorkloadKit kit) {
        return kit.samples().stream().map(sample -> Setting.of(kit.workload(), Values.of(kit.workload(), sample)));
    }

    /// Those in which there is something to compare sides with: what the specification does wrong is told of once.
    static Stream<Setting> comparable(WorkloadKit kit) {
        return settings(kit).filter(setting -> {
            SpecificationCheck check = new SpecificationCheck(kit.workload(), setting.withWorkers(2), MOST);
            return check.scripts().isEmpty() && check.statesOfALoad().isEmpty();
        });
    }

    static Stream<Side> sides(WorkloadKit kit, Setting setting) {
        return Catalog.load(kit.loader()).sides(kit.workload()).stream()
                .filter(side ->
                        side.unavailable().isEmpty() && side.rejects(setting).isEmpty());
    }
}
