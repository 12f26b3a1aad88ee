// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.machine.InventedTree;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.results.Machine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineCheckTest {
    private static final String CPUS = "sys/devices/system/cpu/";
    private static final String CLOCKS = "sys/devices/system/clocksource/clocksource0/";

    private InventedTree machine;

    @BeforeEach
    void anEmptyMachine(@TempDir Path root) {
        machine = new InventedTree(root);
    }

    private Machine read(Integer... allowed) {
        return MachineCheck.read(machine.tree(), List.of(allowed));
    }

    private void cpu(int id, String siblings) {
        machine.with(CPUS + "cpu" + id + "/topology/core_cpus_list", siblings)
                .with(CPUS + "cpu" + id + "/topology/package_cpus_list", "0-3");
    }

    private void cache(int index, String level, String type, String size, String sharers) {
        String folder = CPUS + "cpu1/cache/index" + index + "/";
        machine.with(folder + "level", level)
                .with(folder + "type", type)
                .with(folder + "size", size)
                .with(folder + "shared_cpu_list", sharers);
    }

    @Test
    void aWorkstationIsDescribed() {
        machine.with("proc/cpuinfo", "processor\t: 0\nmodel name\t: Invented Processor @ 3.00GHz\nflags\t\t: fpu tsc")
                .with(CPUS + "online", "0-3")
                .with(CPUS + "cpu1/cpufreq/scaling_governor", "performance")
                .with(CLOCKS + "current_clocksource", "tsc")
                .with("proc/sys/kernel/ostype", "Linux")
                .with("proc/sys/kernel/osrelease", "6.18.1")
                .with("proc/meminfo", "MemTotal:       16384 kB\nMemFree:  1 kB");
        cpu(0, "0,2");
        cpu(2, "0,2");
        cpu(1, "1,3");
        cpu(3, "1,3");
        cache(0, "1", "Data", "32K", "1,3");
        cache(1, "1", "Instruction", "48K", "1");
        cache(3, "3", "Unified", "36608K", "0-3");

        Machine read = read(1, 3);

        assertEquals("Invented Processor @ 3.00GHz", read.cpu());
        assertEquals(4, read.cores());
        assertEquals(List.of(1, 3), read.allowedCpus());
        assertEquals("1 socket x 2 cores x 2 threads", read.topology());
        assertEquals(
                List.of("L1d 32 KiB shared by 2 CPUs", "L1i 48 KiB", "L3 35.8 MiB shared by 4 CPUs"), read.caches());
        assertEquals("performance", read.governor());
        assertEquals("tsc", read.clockSource());
        assertEquals("none", read.virtualisation());
        assertEquals("Linux 6.18.1", read.kernel());
        assertEquals(16 << 20, read.memoryBytes());
    }

    @Test
    void anUnevenProcessorIsCounted() {
        machine.with(CPUS + "online", "0-2");
        cpu(0, "0-1");
        cpu(1, "0-1");
        cpu(2, "2");

        assertEquals("1 socket with 2 cores and 3 threads", read().topology());
    }

    @Test
    void whatCannotBeReadIsSaid() {
        Machine read = read();

        assertEquals("unknown", read.cpu());
        assertEquals("not visible", read.governor());
        assertEquals("not visible", read.clockSource());
        assertEquals("unknown", read.virtualisation());
        assertEquals(List.of(), read.caches());
        assertTrue(read.cores() >= 1);
        assertTrue(read.memoryBytes() > 0, "the JVM tells it everywhere");
    }

    @Test
    void aGuestIsNamedByItsMaker() {
        machine.with("proc/cpuinfo", "flags : fpu hypervisor").with("sys/class/dmi/id/sys_vendor", "VMware, Inc.");

        assertEquals("VMware", read().virtualisation());
    }

    @Test
    void aGuestIsNamedByAClockThatOnlyItHas() {
        machine.with("proc/cpuinfo", "flags : fpu hypervisor").with(CLOCKS + "available_clocksource", "tsc kvm-clock");

        assertEquals("KVM", read().virtualisation());
    }

    @Test
    void aGuestWithoutANameIsStillAGuest() {
        machine.with("proc/cpuinfo", "flags : fpu hypervisor");

        assertEquals("not named", read().virtualisation());
    }

    @Test
    void anArmProcessorIsNamedByItsNumbers() {
        machine.with("proc/cpuinfo", "CPU implementer\t: 0x41\nCPU part\t: 0xd0c");
        assertEquals("Arm Neoverse-N1", read().cpu());

        machine.with("proc/cpuinfo", "CPU implementer\t: 0x61\nCPU part\t: 0x022");
        assertEquals("Arm, implementer 0x61, part 0x022", read().cpu());
    }

    @Test
    void theMachineWeRunOnCanBeRead() {
        Machine read = MachineCheck.read(Affinity.ofThisMachine());

        assertFalse(read.topology().isBlank());
    }

    @Test
    void sizesAreWrittenForPeople() {
        assertEquals("512 B", Sizes.text(512));
        assertEquals("35.8 MiB", Sizes.text(36608L << 10));
        assertEquals("2 GiB", Sizes.text(2L << 30));
    }
}
