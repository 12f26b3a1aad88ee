// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.Interrupts;
import dev.duality.interrupts.Tally;
import dev.duality.workloads.Caller;
import dev.duality.workloads.CallerOnce;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;

/// An interrupt system as a kernel: workers are sources.
final class InterruptKernel implements Kernel {
    private final Interrupts interrupts;
    private final int devices;
    private final CallerOnce once;

    InterruptKernel(Setting setting, Interrupts interrupts) {
        this.interrupts = interrupts;
        this.once = new CallerOnce(setting);
        this.devices = InterruptWorkload.devices(setting);
    }

    @Override
    public void start(ThreadFactory factory) {
        interrupts.start(factory);
    }

    @Override
    public Caller caller(int worker) {
        once.admit(worker);
        return new InterruptCaller(interrupts.source(worker));
    }

    private List<Tally> tallies() {
        return IntStream.range(0, devices).mapToObj(interrupts::tally).toList();
    }

    @Override
    public long digest() {
        return tallies().stream().mapToLong(Tally::part).sum();
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>(interrupts.counts());
        counts.putAll(InterruptCounts.of(tallies()));
        return counts;
    }

    @Override
    public void close() {
        interrupts.close();
    }
}
