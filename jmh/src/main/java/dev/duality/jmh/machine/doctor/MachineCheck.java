// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.CpuList;
import dev.duality.jmh.machine.placement.Topology;
import dev.duality.jmh.machine.usage.ControlGroup;
import dev.duality.results.Machine;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads what a run must record about its machine. Takes some milliseconds; what cannot be read is said in words.
public final class MachineCheck {
    private static final String CPUS = "sys/devices/system/cpu/";

    private MachineCheck() {}

    /// The machine we run on.
    /// @param affinity knows the CPUs that this process may use
    public static Machine read(Affinity affinity) {
        return read(SystemTree.real(), affinity.allowed());
    }

    /// A machine as the files of `tree` tell it.
    /// @param allowed the CPUs that this process may use, ascending; empty if they are not known
    public static Machine read(SystemTree tree, List<Integer> allowed) {
        List<Integer> online = online(tree);
        int first = allowed.isEmpty() ? 0 : allowed.getFirst();
        return new Machine(
                CpuName.read(tree),
                online.size(),
                allowed,
                ControlGroup.read(tree).quotaCores(),
                topology(Topology.read(tree, online)),
                Caches.read(tree, first),
                tree.text(CPUS + "cpu" + first + "/cpufreq/scaling_governor").orElse("not visible"),
                tree.text("sys/devices/system/clocksource/clocksource0/current_clocksource")
                        .orElse("not visible"),
                Hypervisor.read(tree),
                kernel(tree),
                System.getProperty("os.arch"),
                memoryBytes(tree));
    }

    /// The CPUs that are switched on; where the system does not say, as many as the JVM sees.
    private static List<Integer> online(SystemTree tree) {
        List<Integer> told = tree.text(CPUS + "online").map(CpuList::parse).orElse(List.of());
        int seen = Runtime.getRuntime().availableProcessors();
        return told.isEmpty() ? IntStream.range(0, seen).boxed().toList() : told;
    }

    private static String topology(Topology topology) {
        Map<Integer, Long> threadsOfCore =
                topology.cpus().stream().collect(Collectors.groupingBy(Topology.Cpu::core, Collectors.counting()));
        long sockets =
                topology.cpus().stream().map(Topology.Cpu::socket).distinct().count();
        long cores = threadsOfCore.size();
        long threads = topology.cpus().size();
        boolean even = cores % sockets == 0
                && threadsOfCore.values().stream().distinct().count() == 1;
        return even
                ? count(sockets, "socket") + " x " + count(cores / sockets, "core") + " x "
                        + count(threads / cores, "thread")
                : count(sockets, "socket") + " with " + count(cores, "core") + " and " + count(threads, "thread");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String kernel(SystemTree tree) {
        String name = tree.text("proc/sys/kernel/ostype").orElse(System.getProperty("os.name"));
        return name + " " + tree.text("proc/sys/kernel/osrelease").orElse(System.getProperty("os.version"));
    }

    private static long memoryBytes(SystemTree tree) {
        OptionalLong kib = tree.value("proc/meminfo", "MemTotal")
                .map(text -> SystemTree.parse(text.split(" ")[0]))
                .orElse(OptionalLong.empty());
        return kib.isPresent()
                ? kib.getAsLong() << 10
                : ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getTotalMemorySize();
    }
}
