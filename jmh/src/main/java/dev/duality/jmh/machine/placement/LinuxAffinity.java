// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.placement;

import dev.duality.jmh.machine.LinuxCalls;
import dev.duality.shm.Errno;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/// Pins by `sched_setaffinity`.
/// @param allowed as they were when this was made: pinning does not change them
record LinuxAffinity(LinuxCalls calls, List<Integer> allowed) implements Affinity {
    static LinuxAffinity of(LinuxCalls calls) {
        // of the process's first thread, which the JVM never runs Java on: so it is the same from a pinned thread
        int firstThread = (int) ProcessHandle.current().pid();
        BitSet cpus = calls.allowed(firstThread).orElseGet(BitSet::new);
        return new LinuxAffinity(calls, cpus.stream().boxed().toList());
    }

    @Override
    public Pinning pin(int cpu) {
        check(cpu);
        if (!allowed.contains(cpu)) {
            return new Pinning.Unpinned("CPU " + cpu + " is not one of the allowed CPUs " + allowed);
        }
        BitSet one = new BitSet();
        one.set(cpu);
        int errno = calls.bind(one);
        if (errno != 0) {
            return new Pinning.Unpinned("the kernel refused CPU " + cpu + ": " + reason(errno));
        }
        int now = calls.cpu();
        if (now >= 0 && now != cpu) { // some sandboxes accept the call and do nothing
            return new Pinning.Unpinned("the kernel accepted CPU " + cpu + ", but the thread runs on CPU " + now);
        }
        return new Pinning.Pinned(cpu);
    }

    @Override
    public void release() {
        BitSet all = new BitSet();
        allowed.forEach(all::set);
        if (!all.isEmpty()) {
            calls.bind(all); // it was allowed before, and if that has changed there is nothing better to ask for
        }
    }

    @Override
    public OptionalInt current() {
        int cpu = calls.cpu();
        return cpu < 0 ? OptionalInt.empty() : OptionalInt.of(cpu);
    }

    static void check(int cpu) {
        if (cpu < 0) {
            throw new IllegalArgumentException("CPU is " + cpu + ", but must be 0 or more");
        }
    }

    private static String reason(int errno) {
        return switch (errno) {
            case Errno.EINVAL -> "the CPU is off line or outside of the control group's set (errno 22)";
            default -> Errno.text(errno);
        };
    }
}
