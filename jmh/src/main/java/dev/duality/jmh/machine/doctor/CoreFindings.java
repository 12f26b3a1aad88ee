// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.Numbers;
import dev.duality.jmh.machine.placement.Pinning;
import dev.duality.results.Machine;
import java.util.List;

/// Findings about the cores: what they mean for results.
final class CoreFindings {
    private static final double NEARLY_ALL = 0.85;
    private static final double FAR_FROM_ALL = 0.6;

    private CoreFindings() {}

    static Finding cores(Machine machine) {
        String seen = machine.cpu() + ", " + machine.topology() + ", allowed "
                + (machine.allowedCpus().isEmpty() ? "not visible" : machine.allowedCpus());
        return switch (machine.usableCores()) {
            case 1 ->
                Finding.problem(
                        "cores",
                        seen,
                        "two threads take turns on one core: only rows of one thread are better than grade C",
                        "allow this process two cores or more");
            case 2 ->
                Finding.note(
                        "cores",
                        seen,
                        "a small machine: one worker and one server have a core each, anything more is grade C, and "
                                + "claims about scaling are inconclusive",
                        "measure scaling on a larger machine");
            default -> Finding.ok("cores", seen);
        };
    }

    static Finding quota(double quotaCores) {
        return quotaCores == 0
                ? Finding.ok("CPU quota", "none")
                : Finding.note(
                        "CPU quota",
                        Numbers.text(quotaCores) + " cores",
                        "threads that use it up are stopped in the middle of what they do, for up to 100 ms",
                        "run without a quota, or give the process whole CPUs (a cpuset)");
    }

    /// @param count with one thread per core
    /// @param quotaCores `0` for no limit
    static Finding real(CoreCount count, double quotaCores) {
        double promised = quotaCores > 0 ? Math.min(quotaCores, count.threads()) : count.threads();
        double share = count.realCores() / promised;
        String seen = Numbers.text(Math.min(count.realCores(), promised)) + " of " + Numbers.text(promised)
                + " worked at the same time, when threads were let loose on all of them";
        String means = "somebody takes cores away, or they slow each other down: ";
        String advice = "stop other programs, use a machine of your own, or measure with fewer threads";
        if (share >= NEARLY_ALL) {
            return Finding.ok("real cores", seen);
        }
        return share >= FAR_FROM_ALL
                ? Finding.note("real cores", seen, means + "rows that use all cores are grade B at best", advice)
                : Finding.problem("real cores", seen, means + "treat rows that use all cores as grade C", advice);
    }

    /// @param attempts one for each allowed CPU
    static Finding pinning(List<Pinning> attempts) {
        List<Pinning> refused =
                attempts.stream().filter(Pinning.Unpinned.class::isInstance).toList();
        if (refused.isEmpty() && !attempts.isEmpty()) {
            return Finding.ok("pinning", "possible on each allowed CPU");
        }
        String seen = refused.isEmpty() ? "the CPUs are not visible" : Pinning.line(refused.getFirst());
        return Finding.note(
                "pinning",
                seen,
                "a pair of threads may share a core now and then: grade B at best, single round trips of milliseconds",
                "run on Linux with native access, outside of a sandbox that refuses sched_setaffinity");
    }

    static Finding virtualisation(String name) {
        return switch (name) {
            case "none" -> Finding.ok("virtualised", "no");
            case "unknown" ->
                Finding.note("virtualised", "not visible", "a neighbour may take cores away without a trace", "");
            default ->
                Finding.note(
                        "virtualised",
                        "yes (" + name + ")",
                        "neighbours may take cores away; look at steal and at the drift of the floor",
                        "for numbers to publish, use hardware of your own");
        };
    }

    static Finding counters(HardwareCounters counters) {
        return switch (counters) {
            case HardwareCounters.Available() -> Finding.ok("hardware counters", "available");
            case HardwareCounters.Unavailable(String reason) ->
                Finding.note(
                        "hardware counters",
                        "none: " + reason,
                        "profiles without cycles and cache misses; results are as good as with them",
                        "");
        };
    }
}
