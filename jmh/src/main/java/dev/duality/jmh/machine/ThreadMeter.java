// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;

/// Measures what the calling thread uses between [#start()] and [#stop()]. Each thread has a meter of its own, made in
/// advance; it can be started again. Either call takes some tens of microseconds.
///
/// The meter itself allocates, but not on the account: what allocates is read before the first and after the last
/// reading of the allocated bytes, and in between there are only fields of this object.
public final class ThreadMeter {
    private final SystemTree tree;
    private final NativeCalls calls;
    private final ThreadMXBean threads;
    private Optional<LinuxCalls.Usage> usage = Optional.empty();
    private OptionalLong migrations = OptionalLong.empty();
    private long cpuNanos;
    private long allocatedBytes;

    /// A meter for the machine we run on.
    public ThreadMeter() {
        this(SystemTree.real(), NativeCalls.find());
    }

    ThreadMeter(SystemTree tree, NativeCalls calls) {
        this.tree = tree;
        this.calls = calls;
        threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        start(); // so that the first real interval loads no classes
        stop();
    }

    /// Opens an interval of the calling thread.
    public void start() {
        migrations = Migrations.ofThread(tree);
        usage = usage();
        cpuNanos = threads.getCurrentThreadCpuTime();
        allocatedBytes = threads.getCurrentThreadAllocatedBytes(); // last
    }

    /// Closes the interval.
    /// @return what it cost; called by the thread that called [#start()]
    public ThreadAccount stop() {
        long allocatedNow = threads.getCurrentThreadAllocatedBytes(); // first
        long cpuNow = threads.getCurrentThreadCpuTime();
        Optional<LinuxCalls.Usage> usageNow = usage();
        return new ThreadAccount(
                Counts.between(cpuNanos, cpuNow),
                Counts.between(allocatedBytes, allocatedNow),
                Counts.between(usage, usageNow, LinuxCalls.Usage::voluntary),
                Counts.between(usage, usageNow, LinuxCalls.Usage::involuntary),
                Counts.between(migrations, Migrations.ofThread(tree)));
    }

    private Optional<LinuxCalls.Usage> usage() {
        return calls instanceof LinuxCalls linux ? linux.usageOfThread() : Optional.empty();
    }
}
