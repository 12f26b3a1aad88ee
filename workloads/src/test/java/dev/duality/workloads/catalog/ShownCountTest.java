// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.catalog;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.ShownCount;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShownCountTest {
    private final Catalog catalog = Catalog.load(getClass().getClassLoader());

    @Test
    void whatAWorkloadShowsEachOfItsKernelsCounts() {
        int kernels = 0;
        for (Workload workload : catalog.workloads()) {
            List<ShownCount> shown = workload.figures();
            Setting setting = Setting.of(workload, Values.of(workload, Map.of()));
            for (Side side : shown.isEmpty() ? List.<Side>of() : catalog.sides(workload)) {
                if (side.unavailable().isEmpty() && side.rejects(setting).isEmpty()) {
                    Set<String> counted = counted(side, setting);
                    kernels++;
                    shown.forEach(count -> assertTrue(
                            counted.contains(count.count()),
                            () -> workload.name() + " on " + side.substrate() + " counts " + counted));
                }
            }
        }
        assertTrue(kernels > 1, "at least the cache shows something");
    }

    private static Set<String> counted(Side side, Setting setting) {
        try (Kernel kernel = side.open(setting)) {
            kernel.start(Thread::new);
            return kernel.counts().keySet();
        }
    }
}
