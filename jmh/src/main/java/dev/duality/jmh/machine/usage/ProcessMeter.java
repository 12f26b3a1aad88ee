// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.duality.jmh.machine.LinuxCalls;
import dev.duality.jmh.machine.NativeCalls;
import dev.duality.jmh.machine.SystemTree;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// Measures what this whole process uses between [#start()] and [#stop()]. Used by one thread, outside of the measured
/// part: either call takes a millisecond or two. It can be started again.
///
/// The meter itself allocates, but not on the account: what allocates is read before the first and after the last
/// reading of the allocated bytes, and in between there are only fields of this object. Proved in `ProcessMeterTest`.
public final class ProcessMeter {
    private final SystemTree tree;
    private final NativeCalls calls;
    private final ControlGroup group;
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<GarbageCollectorMXBean> pausing;
    private final List<GarbageCollectorMXBean> collecting;

    private Optional<CpuTimes> times = Optional.empty();
    private OptionalLong throttledMicros = OptionalLong.empty();
    private Migrations migrations = new Migrations(Map.of());
    private Optional<LinuxCalls.ProcessUsage> usage = Optional.empty();
    private long pauses;
    private long pauseMillis;
    private long collections;
    private long collectionMillis;
    private long cpuNanos;
    private long wallNanos;
    private long allocatedBytes;

    /// A meter for the machine we run on.
    public ProcessMeter() {
        this(SystemTree.real(), NativeCalls.find());
    }

    ProcessMeter(SystemTree tree, NativeCalls calls) {
        this.tree = tree;
        this.calls = calls;
        group = ControlGroup.read(tree);
        pausing = of(ProcessMeter::pauses);
        collecting = of(ProcessMeter::collects);
        start(); // so that the first real interval loads no classes
        stop();
    }

    /// Whether a bean of that name counts times in which the threads stand still. Those of ZGC and Shenandoah that
    /// count cycles do not, which go on beside the threads; the pauses of these have a bean of their own.
    static boolean pauses(String bean) {
        return !bean.endsWith(" Cycles");
    }

    /// Whether a bean of that name counts collections, each once. Those that count the pauses of cycles do not; nor
    /// does G1's concurrent one, which counts a cycle of marking by its pauses: two, or one where it is broken off. The
    /// young collection that such a cycle begins with is counted as one of the young.
    static boolean collects(String bean) {
        return !bean.endsWith(" Pauses") && !bean.equals("G1 Concurrent GC");
    }

    private static List<GarbageCollectorMXBean> of(Predicate<String> names) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(bean -> names.test(bean.getName()))
                .toList();
    }

    /// Opens an interval.
    public void start() {
        migrations = Migrations.ofProcess(tree);
        times = CpuTimes.read(tree);
        throttledMicros = group.throttledMicros();
        pauses = count(pausing);
        pauseMillis = millis(pausing);
        collections = count(collecting);
        collectionMillis = millis(collecting);
        usage = usage();
        cpuNanos = cpuNanos(usage);
        wallNanos = System.nanoTime();
        allocatedBytes = threads.getTotalThreadAllocatedBytes(); // last
    }

    /// Closes the interval.
    /// @return what it cost
    public ProcessAccount stop() {
        long allocatedNow = threads.getTotalThreadAllocatedBytes(); // first
        long wallNow = System.nanoTime();
        Optional<LinuxCalls.ProcessUsage> usageNow = usage();
        long cpuNow = cpuNanos(usageNow);
        Optional<CpuTimes> timesNow = CpuTimes.read(tree);
        return new ProcessAccount(
                wallNow - wallNanos,
                Deltas.between(cpuNanos, cpuNow),
                Deltas.between(allocatedBytes, allocatedNow),
                new ProcessAccount.Collections(
                        count(pausing) - pauses,
                        millis(pausing) - pauseMillis,
                        count(collecting) - collections,
                        millis(collecting) - collectionMillis),
                new ProcessAccount.Scheduling(
                        Deltas.between(usage, usageNow, LinuxCalls.ProcessUsage::voluntary),
                        Deltas.between(usage, usageNow, LinuxCalls.ProcessUsage::involuntary),
                        Migrations.ofProcess(tree).since(migrations)),
                new ProcessAccount.Interference(
                        Deltas.between(times, timesNow, CpuTimes::stealMillis),
                        Deltas.between(throttledMicros, group.throttledMicros()),
                        CpuTimes.othersBusyCores(times, timesNow, cpuNow - cpuNanos, wallNow - wallNanos)));
    }

    /// The kernel's account counts microseconds, the JVM's on Linux steps of 10 ms.
    private long cpuNanos(Optional<LinuxCalls.ProcessUsage> usage) {
        return usage.map(LinuxCalls.ProcessUsage::cpuNanos).orElseGet(system::getProcessCpuTime);
    }

    private Optional<LinuxCalls.ProcessUsage> usage() {
        return calls instanceof LinuxCalls linux ? linux.usageOfProcess() : Optional.empty();
    }

    private static long count(List<GarbageCollectorMXBean> collectors) {
        long sum = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            sum += Math.max(collector.getCollectionCount(), 0);
        }
        return sum;
    }

    private static long millis(List<GarbageCollectorMXBean> collectors) {
        long sum = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            sum += Math.max(collector.getCollectionTime(), 0);
        }
        return sum;
    }
}
