// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import dev.duality.jmh.machine.SystemTree;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// The work of all CPUs of the machine together since it was started, in ticks of 10 ms each.
///
/// @param busy user, nice, system and interrupts
/// @param idle idle and waiting for disks
/// @param steal taken by a hypervisor
public record CpuTimes(long busy, long idle, long steal) {
    /// The kernel reports in ticks of 1/100 s to every program, whatever its own timer does.
    public static final long TICK_MILLIS = 10;

    /// Empty if the kernel does not tell.
    public static Optional<CpuTimes> read(SystemTree tree) {
        return tree.lines("proc/stat").stream()
                .filter(line -> line.startsWith("cpu "))
                .findFirst()
                .flatMap(CpuTimes::parse);
    }

    private static Optional<CpuTimes> parse(String line) {
        // cpu user nice system idle iowait irq softirq steal guest guest_nice; the guests are inside user and nice
        long[] ticks = Stream.of(line.split("\\s+"))
                .skip(1)
                .map(SystemTree::parse)
                .mapToLong(value -> value.orElse(0))
                .toArray();
        if (ticks.length < 8) {
            return Optional.empty();
        }
        long busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6];
        return Optional.of(new CpuTimes(busy, ticks[3] + ticks[4], ticks[7]));
    }

    /// All CPUs together.
    public long stealMillis() {
        return steal * TICK_MILLIS;
    }

    /// The number of CPUs that were busy with other processes between two readings, on average.
    /// @param ownNanos what this process used in between, on all CPUs together
    public static OptionalDouble othersBusyCores(
            Optional<CpuTimes> before, Optional<CpuTimes> after, long ownNanos, long wallNanos) {
        if (before.isEmpty() || after.isEmpty() || wallNanos <= 0) {
            return OptionalDouble.empty();
        }
        double busyNanos = (after.get().busy - before.get().busy) * TICK_MILLIS * 1e6;
        return OptionalDouble.of(Math.max(0, busyNanos - ownNanos) / wallNanos);
    }
}
