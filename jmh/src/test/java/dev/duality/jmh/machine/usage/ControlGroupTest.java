// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.jmh.machine.InventedTree;
import dev.duality.jmh.machine.SystemTree;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupTest {
    private static final String SECOND = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate";
    private static final String FIRST = "33 26 0:29 / /sys/fs/cgroup/cpu rw master:9 - cgroup cgroup rw,cpu,cpuacct";

    @TempDir
    Path root;

    private InventedTree machine(String mount, String group) {
        return new InventedTree(root).with("proc/self/mountinfo", mount).with("proc/self/cgroup", group);
    }

    @Test
    void theQuotaOfVersionTwoIsRead() {
        SystemTree tree = machine(SECOND, "0::/lab")
                .with("sys/fs/cgroup/lab/cpu.max", "150000 100000")
                .tree();

        assertEquals(1.5, ControlGroup.read(tree).quotaCores());
    }

    @Test
    void theLeastQuotaOnTheWayUpCounts() {
        SystemTree tree = machine(SECOND, "0::/lab/inner")
                .with("sys/fs/cgroup/lab/cpu.max", "200000 100000")
                .with("sys/fs/cgroup/lab/inner/cpu.max", "max 100000")
                .tree();

        assertEquals(2, ControlGroup.read(tree).quotaCores());
    }

    @Test
    void aContainerSeesItsGroupAtTheMountPoint() {
        SystemTree tree = machine(SECOND, "0::/")
                .with("sys/fs/cgroup/cpu.max", "50000 100000")
                .tree();

        assertEquals(0.5, ControlGroup.read(tree).quotaCores());
    }

    @Test
    void theQuotaOfVersionOneIsRead() {
        SystemTree tree = machine(FIRST, "4:cpu,cpuacct:/lab")
                .with("sys/fs/cgroup/cpu/lab/cpu.cfs_quota_us", "300000")
                .with("sys/fs/cgroup/cpu/lab/cpu.cfs_period_us", "100000")
                .with("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1")
                .with("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000")
                .tree();

        assertEquals(3, ControlGroup.read(tree).quotaCores());
    }

    @Test
    void aMountOfTheGroupItselfIsUnderstood() {
        SystemTree tree = machine(FIRST.replace(" / ", " /docker/abc "), "4:cpu,cpuacct:/docker/abc")
                .with("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "100000")
                .with("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000")
                .tree();

        assertEquals(1, ControlGroup.read(tree).quotaCores());
    }

    @Test
    void withoutALimitTheQuotaIsZero() {
        SystemTree tree = machine(SECOND, "0::/lab")
                .with("sys/fs/cgroup/lab/cpu.max", "max 100000")
                .tree();

        assertEquals(0, ControlGroup.read(tree).quotaCores());
    }

    @Test
    void withoutControlGroupsThereIsNoLimit() {
        assertEquals(0, ControlGroup.read(new SystemTree(root)).quotaCores());
    }

    @Test
    void throttlingIsToldInMicrosecondsByBothVersions() {
        SystemTree second = machine(SECOND, "0::/lab")
                .with("sys/fs/cgroup/lab/cpu.stat", "usage_usec 9\nnr_throttled 3\nthrottled_usec 1234")
                .tree();
        assertEquals(OptionalLong.of(1234), ControlGroup.read(second).throttledMicros());

        SystemTree first = machine(FIRST, "4:cpu,cpuacct:/lab")
                .with("sys/fs/cgroup/cpu/lab/cpu.stat", "nr_periods 1\nnr_throttled 3\nthrottled_time 5000000")
                .tree();
        assertEquals(OptionalLong.of(5000), ControlGroup.read(first).throttledMicros());
    }
}
