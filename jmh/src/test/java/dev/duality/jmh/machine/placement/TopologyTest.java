// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.jmh.machine.InventedTree;
import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.placement.Topology.Cpu;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyTest {
    private static final String CPU3 = "sys/devices/system/cpu/cpu3/";

    @TempDir
    Path root;

    @Test
    void aCpuIsDescribedByTheLowestOfThoseItSharesWith() {
        SystemTree tree = new InventedTree(root)
                .with(CPU3 + "topology/core_cpus_list", "1,3")
                .with(CPU3 + "topology/package_cpus_list", "0-3")
                .with(CPU3 + "cache/index0/level", "1")
                .with(CPU3 + "cache/index0/shared_cpu_list", "1,3")
                .with(CPU3 + "cache/index3/level", "3")
                .with(CPU3 + "cache/index3/shared_cpu_list", "2-3")
                .with(CPU3 + "cpu_capacity", "446")
                .tree();

        assertEquals(
                List.of(new Cpu(3, 1, 2, 0, 446)),
                Topology.read(tree, List.of(3)).cpus());
    }

    @Test
    void olderKernelsNameTheSiblingsOtherwise() {
        SystemTree tree = new InventedTree(root)
                .with(CPU3 + "topology/thread_siblings_list", "2-3")
                .with(CPU3 + "topology/core_siblings_list", "2-7")
                .tree();

        assertEquals(
                List.of(new Cpu(3, 2, 2, 2, 1024)),
                Topology.read(tree, List.of(3)).cpus());
    }

    @Test
    void withoutATopologyEachCpuIsACoreOfOneSocket() {
        SystemTree tree = new InventedTree(root).tree();

        assertEquals(
                List.of(new Cpu(0, 0, 0, 0, 1024), new Cpu(5, 5, 0, 0, 1024)),
                Topology.read(tree, List.of(0, 5)).cpus());
    }

    @Test
    void aListOfCpusMayHaveRangesAndSingleNumbers() {
        assertEquals(List.of(0, 1, 2, 8, 10, 11), CpuList.parse("10-11,0-2,8\n"));
        assertEquals(List.of(), CpuList.parse(""));
    }
}
