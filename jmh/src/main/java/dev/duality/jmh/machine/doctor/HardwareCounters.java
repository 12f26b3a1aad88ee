// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.LinuxCalls;
import dev.duality.jmh.machine.NativeCalls;
import dev.duality.jmh.machine.SystemTree;
import dev.duality.shm.Errno;
import java.util.Optional;

/// Whether the processor counts cycles and misses for us.
public sealed interface HardwareCounters {
    /// A counter of cycles could be opened.
    record Available() implements HardwareCounters {}

    /// It could not.
    /// @param reason why, as the end of a sentence
    record Unavailable(String reason) implements HardwareCounters {}

    /// Opens one for a moment.
    static HardwareCounters probe(SystemTree tree) {
        return probe(tree, NativeCalls.find(), System.getProperty("os.arch"));
    }

    /// @param architecture as Java names it
    static HardwareCounters probe(SystemTree tree, NativeCalls calls, String architecture) {
        Optional<Long> number = switch (architecture) {
            case "amd64", "x86_64" -> Optional.of(298L);
            case "aarch64", "riscv64" -> Optional.of(241L);
            default -> Optional.empty();
        };
        if (!(calls instanceof LinuxCalls linux) || number.isEmpty()) {
            return new Unavailable("we know how to ask on Linux on x86-64, AArch64 and RISC-V only");
        }
        int errno = linux.tryCycleCounter(number.get());
        return switch (errno) {
            case 0 -> new Available();
            case Errno.EPERM, Errno.EACCES ->
                new Unavailable("they are not permitted (kernel.perf_event_paranoid is "
                        + tree.text("proc/sys/kernel/perf_event_paranoid").orElse("not visible") + ")");
            case Errno.ENOENT, Errno.ENODEV, Errno.EOPNOTSUPP ->
                new Unavailable("the processor shows none, as is usual in a virtual machine");
            case Errno.ENOSYS -> new Unavailable("the kernel was built without them");
            default -> new Unavailable("the kernel refused perf_event_open: " + Errno.text(errno));
        };
    }
}
