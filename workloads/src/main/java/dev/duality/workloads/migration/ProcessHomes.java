// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;

/// The requests of the message side to the homes, as a workload of its own, so that owners and their callers over every
/// transport follow from it. Nobody runs it by itself.
final class ProcessHomes implements Workload {
    @Override
    public String name() {
        return "migration";
    }

    @Override
    public String description() {
        return "the homes of migration";
    }

    @Override
    public int payloadBytes(Values values) {
        return ImageGeometry.of(values).messageBytes();
    }

    @Override
    public Specification specification(Setting setting) {
        return new HomeTable(setting);
    }

    @Override
    public Script script(Setting setting, int worker) {
        return Script.builder().add(HomeTable.STATUS, 0, 0).build();
    }

    @Override
    public int partition(int kind, long process, long b) {
        return (int) process;
    }

    @Override
    public boolean partitioned() {
        return true;
    }
}
