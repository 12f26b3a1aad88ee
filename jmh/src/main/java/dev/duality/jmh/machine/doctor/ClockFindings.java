// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.Numbers;
import java.util.OptionalLong;
import java.util.Set;

/// Findings about clocks, timers and frequencies: what they mean for results.
final class ClockFindings {
    /// Those that are read without a call into the kernel.
    private static final Set<String> QUICK = Set.of(
            "tsc", "arch_sys_counter", "kvm-clock", "hyperv_clocksource_tsc_page", "riscv_clocksource", "timebase");

    private static final double DEAR_NANOS = 100;
    private static final long COARSE_NANOS = 100;
    private static final long USUAL_SLACK_NANOS = 50_000;

    private ClockFindings() {}

    static Finding source(String name) {
        if (QUICK.contains(name)) {
            return Finding.ok("clock source", name);
        }
        return name.equals("not visible")
                ? Finding.note("clock source", name, "trust the step and the cost of the clock, which are measured", "")
                : Finding.problem(
                        "clock source",
                        name,
                        "each reading of the clock is a call into the kernel and stands in every latency",
                        "see why the kernel gave up tsc (its log says), or boot with tsc=reliable");
    }

    static Finding clock(ClockCheck check) {
        String seen = "step %,d ns, %s ns a reading".formatted(check.stepNanos(), Numbers.text(check.costNanos()));
        return check.stepNanos() <= COARSE_NANOS && check.costNanos() <= DEAR_NANOS
                ? Finding.ok("clock", seen)
                : Finding.note(
                        "clock",
                        seen,
                        "single latencies near or below that are not told apart; means of batches are",
                        "read latencies as multiples of the step");
    }

    /// @param slackNanos empty if it is not visible
    static Finding timerSlack(OptionalLong slackNanos) {
        if (slackNanos.isEmpty()) {
            return Finding.ok("timer slack", "not visible");
        }
        String seen = "%,d ns".formatted(slackNanos.getAsLong());
        return slackNanos.getAsLong() <= USUAL_SLACK_NANOS
                ? Finding.ok("timer slack", seen)
                : Finding.note(
                        "timer slack",
                        seen,
                        "threads that park wake up that much late",
                        "compare waits that park only with runs of the same slack");
    }

    static Finding governor(String name) {
        return switch (name) {
            case "performance" -> Finding.ok("governor", name);
            case "not visible" ->
                Finding.note("governor", name, "the frequency may change unseen", "watch the drift of the floor");
            default ->
                Finding.note(
                        "governor",
                        name,
                        "the frequency follows the load, so first rounds may be slow",
                        "cpupower frequency-set -g performance");
        };
    }
}
