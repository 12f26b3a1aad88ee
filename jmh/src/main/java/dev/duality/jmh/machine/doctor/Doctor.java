// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.Pinning;
import dev.duality.jmh.machine.placement.Topology;
import dev.duality.jmh.machine.usage.CpuTimes;
import dev.duality.results.Machine;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Looks at everything about this machine that could spoil a result. Changes nothing and needs no privileges.
public final class Doctor {
    private static final Duration WINDOW = Duration.ofMillis(200);

    private Doctor() {}

    /// Examines the machine for about a second, and keeps all its cores busy for a part of that.
    /// @param results the folder that runs are written to; it need not exist
    /// @return in the order in which they are best read; the caller may add his own
    /// @throws InterruptedException if the calling thread is interrupted while it waits
    public static List<Finding> examine(Path results) throws InterruptedException {
        return examine(SystemTree.real(), Affinity.ofThisMachine(), results, () -> Thread.sleep(WINDOW));
    }

    /// The reason, in one line, why this is no time to measure: others keep a good part of a core busy. Looks for a
    /// fifth of a second.
    /// @return empty if they do not, or nobody can see
    public static Optional<String> others() {
        try {
            OtherLoad load = OtherLoad.measure(SystemTree.real(), () -> Thread.sleep(WINDOW));
            return QuietFindings.told(load);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static List<Finding> examine(SystemTree tree, Affinity affinity, Path results, OtherLoad.Window window)
            throws InterruptedException {
        OtherLoad load = OtherLoad.measure(tree, window); // first, before we make load ourselves
        Machine machine = MachineCheck.read(tree, affinity.allowed());
        Optional<CpuTimes> before = CpuTimes.read(tree);
        CoreCount count = CoreCount.measure(affinity, oneOfEachCore(tree, machine));
        Optional<CpuTimes> after = CpuTimes.read(tree);
        int first = machine.allowedCpus().isEmpty() ? 0 : machine.allowedCpus().getFirst();
        RuntimeMXBean java = ManagementFactory.getRuntimeMXBean();
        return List.of(
                JavaFindings.version(System.getProperty("java.runtime.version"), java.getVmVendor(), java.getVmName()),
                JavaFindings.flags(java.getInputArguments()),
                CoreFindings.cores(machine),
                CoreFindings.quota(machine.quotaCores()),
                CoreFindings.real(count, machine.quotaCores()),
                CoreFindings.pinning(tryAll(affinity)),
                ClockFindings.governor(machine.governor()),
                CoreFindings.virtualisation(machine.virtualisation()),
                QuietFindings.steal(QuietFindings.stolen(before, after)),
                QuietFindings.load(load),
                ClockFindings.source(machine.clockSource()),
                ClockFindings.clock(ClockCheck.ofNanoTime()),
                ClockFindings.timerSlack(tree.number("proc/self/timerslack_ns")),
                MemoryFindings.lineBytes(Caches.lineBytes(tree, first)),
                MemoryFindings.hugePages(
                        tree.text("sys/kernel/mm/transparent_hugepage/enabled").orElse("")),
                MemoryFindings.sharedMemory(TargetFolder.look(tree.root().resolve("dev/shm"))),
                CoreFindings.counters(HardwareCounters.probe(tree)),
                OutputFindings.results(TargetFolder.look(results)));
    }

    /// The first allowed CPU of each core; where none are known, as many numbers as the JVM sees CPUs.
    private static List<Integer> oneOfEachCore(SystemTree tree, Machine machine) {
        List<Integer> allowed = machine.allowedCpus();
        if (allowed.isEmpty()) {
            return IntStream.range(0, Runtime.getRuntime().availableProcessors())
                    .boxed()
                    .toList();
        }
        Set<Integer> cores = new HashSet<>();
        return Topology.read(tree, allowed).cpus().stream()
                .filter(cpu -> cores.add(cpu.core()))
                .map(Topology.Cpu::id)
                .toList();
    }

    /// Pins a thread to one allowed CPU after the other.
    private static List<Pinning> tryAll(Affinity affinity) throws InterruptedException {
        List<Pinning> attempts = new ArrayList<>(); // read after the thread has ended
        Thread thread = new Thread(
                () -> {
                    if (affinity.allowed().isEmpty()) {
                        attempts.add(affinity.pin(0));
                    }
                    affinity.allowed().forEach(cpu -> attempts.add(affinity.pin(cpu)));
                },
                "pin-probe");
        thread.start();
        thread.join();
        return attempts;
    }
}
