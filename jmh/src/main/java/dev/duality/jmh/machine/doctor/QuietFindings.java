// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.Numbers;
import dev.duality.jmh.machine.usage.CpuTimes;
import java.util.Optional;
import java.util.OptionalDouble;

/// Findings about others on this machine: what they mean for results.
final class QuietFindings {
    private static final double HARDLY_BUSY = 0.1;
    private static final double BUSY = 0.5;
    private static final double HARDLY_STOLEN = 0.01;
    private static final double STOLEN = 0.05;

    private QuietFindings() {}

    static Finding load(OtherLoad load) {
        String average = load.loadAverage().isEmpty()
                ? "not visible"
                : Numbers.text(load.loadAverage().getAsDouble());
        if (load.busyCores().isEmpty()) {
            return Finding.note(
                    "other load",
                    "not visible; load average " + average,
                    "nobody knows whether it is quiet",
                    "close other programs");
        }
        double busy = load.busyCores().getAsDouble();
        String most = load.busiest().map(name -> ", most of all " + name).orElse("");
        String seen = "others keep " + Numbers.text(busy) + " cores busy" + most + "; load average " + average;
        if (busy < HARDLY_BUSY) {
            return Finding.ok("other load", seen);
        }
        return busy < BUSY
                ? Finding.note("other load", seen, "not quiet: grade B at best", "stop the other program")
                : Finding.problem(
                        "other load",
                        seen,
                        "a core less for us, and rows that need it are grade C",
                        "stop the other program and look again");
    }

    /// The line of a run that begins beside such a load.
    static Optional<String> told(OtherLoad load) {
        return load.busyCores().isPresent() && load.busyCores().getAsDouble() >= BUSY
                ? Optional.of("others keep %s cores busy%s: rows will be of grade B or C, and all of it takes longer; "
                                .formatted(
                                        Numbers.text(load.busyCores().getAsDouble()),
                                        load.busiest()
                                                .map(name -> ", most of all " + name)
                                                .orElse(""))
                        + "duality doctor says more")
                : Optional.empty();
    }

    /// @param share of the time of all CPUs that was stolen while we kept them busy, 0 to 1
    static Finding steal(OptionalDouble share) {
        if (share.isEmpty()) {
            return Finding.ok("steal", "not visible");
        }
        double stolen = share.getAsDouble();
        String seen = Numbers.text(stolen * 100) + " % of the time while all cores were busy";
        if (stolen < HARDLY_STOLEN) {
            return Finding.ok("steal", seen);
        }
        return stolen < STOLEN
                ? Finding.note(
                        "steal",
                        seen,
                        "not quiet: grade B at best, and the tails are the hypervisor's",
                        "measure again at another time, and compare")
                : Finding.problem(
                        "steal",
                        seen,
                        "latencies and throughputs are the neighbours' as much as ours",
                        "use another machine");
    }

    /// The share of stolen time between two readings; empty if the kernel does not tell or no time has passed.
    static OptionalDouble stolen(Optional<CpuTimes> before, Optional<CpuTimes> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return OptionalDouble.empty();
        }
        long steal = Math.max(0, after.get().steal() - before.get().steal());
        long rest = after.get().busy()
                + after.get().idle()
                - before.get().busy()
                - before.get().idle();
        return steal + rest <= 0 ? OptionalDouble.empty() : OptionalDouble.of((double) steal / (steal + rest));
    }
}
