// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.jmh.machine.InventedTree;
import dev.duality.jmh.machine.SystemTree;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeMemoryTest {
    private static final String SECOND = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate";
    private static final String FIRST = "36 26 0:32 / /sys/fs/cgroup/memory rw master:9 - cgroup cgroup rw,memory";

    @TempDir
    Path root;

    private InventedTree machine(String mount, String group) {
        return new InventedTree(root)
                .with("proc/meminfo", "MemTotal:   9000 kB\nMemFree:   10 kB\nMemAvailable:    8000 kB")
                .with("proc/self/mountinfo", mount)
                .with("proc/self/cgroup", group);
    }

    @Test
    void withoutALimitItIsWhatTheMachineHas() {
        InventedTree tree = machine(SECOND, "0::/lab")
                .with("sys/fs/cgroup/lab/memory.max", "max")
                .with("sys/fs/cgroup/lab/memory.current", "4096");

        assertEquals(OptionalLong.of(8000 << 10), FreeMemory.bytes(tree.tree()));
    }

    @Test
    void theLimitOfAContainerCountsAndItsPagesOfFilesDoNot() {
        InventedTree tree = machine(SECOND, "0::/lab/inner")
                .with("sys/fs/cgroup/lab/memory.max", "1000000")
                .with("sys/fs/cgroup/lab/memory.current", "700000")
                .with(
                        "sys/fs/cgroup/lab/memory.stat",
                        "anon 440000\ninactive_file 200000\nactive_file 50000\nslab_reclaimable 10000")
                .with("sys/fs/cgroup/lab/inner/memory.max", "max");

        assertEquals(OptionalLong.of(560_000), FreeMemory.bytes(tree.tree()));
    }

    /// Beyond it the kernel takes pages back all the time.
    @Test
    void aGroupThatIsHeldBackEarlierHasThatMuch() {
        InventedTree tree = machine(SECOND, "0::/lab")
                .with("sys/fs/cgroup/lab/memory.max", "max")
                .with("sys/fs/cgroup/lab/memory.high", "300000")
                .with("sys/fs/cgroup/lab/memory.current", "100000");

        assertEquals(OptionalLong.of(200_000), FreeMemory.bytes(tree.tree()));
    }

    @Test
    void theLimitOfVersionOneCounts() {
        InventedTree tree = machine(FIRST, "5:cpu,cpuacct:/other\n9:memory:/lab")
                .with("sys/fs/cgroup/memory/lab/memory.limit_in_bytes", "1000000")
                .with("sys/fs/cgroup/memory/lab/memory.usage_in_bytes", "900000")
                .with(
                        "sys/fs/cgroup/memory/lab/memory.stat",
                        "inactive_file 5\ntotal_inactive_file 100000\ntotal_active_file 50000")
                .with("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712")
                .with("sys/fs/cgroup/memory/memory.usage_in_bytes", "2000000");

        assertEquals(OptionalLong.of(250_000), FreeMemory.bytes(tree.tree()));
    }

    @Test
    void moreThanTheLimitIsNothingAndWhatNobodyTellsIsEmpty(@TempDir Path other) {
        InventedTree tree = machine(SECOND, "0::/")
                .with("sys/fs/cgroup/memory.max", "1000")
                .with("sys/fs/cgroup/memory.current", "1200");

        assertEquals(OptionalLong.of(0), FreeMemory.bytes(tree.tree()));
        assertEquals(OptionalLong.empty(), FreeMemory.bytes(new SystemTree(other)));
    }
}
