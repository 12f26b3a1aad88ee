// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

/// How fast this machine works, for a workload whose parameters are nanoseconds of work. Measured when somebody first
/// asks, and kept, so that all sides that this process compares, and all that it starts, do the same work.
public final class Pace {
    private static final String NAME = "pace";

    private long stepsPerMicrosecond; // 0 before it is measured

    /// The parameter `pace`.
    public synchronized Parameter parameter() {
        if (stepsPerMicrosecond == 0) {
            stepsPerMicrosecond = BusyWork.measurePerMicrosecond();
        }
        return Parameter.whole(
                NAME, "what a ns of work is: measured here, unless set", "steps/us", stepsPerMicrosecond, 1, 1_000_000);
    }

    /// How many steps of work a parameter in nanoseconds is, by the setting's pace.
    public static long steps(Setting setting, String nanos) {
        return BusyWork.ofNanos(setting.values().whole(nanos), setting.values().whole(NAME));
    }
}
