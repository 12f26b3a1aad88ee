// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

/// The speed of this machine, for a workload whose parameters are nanoseconds of work. Measured when somebody first
/// asks, and kept, so that all sides that this process compares, and all that it starts, do the same work.
public final class Pace {
    private static final Parameter<Long> PACE =
            Parameter.integer("pace", "what a ns of work is: measured here, unless set", "steps/us", 1, 1, 1_000_000);

    private final Parameter<Long> parameter = PACE.measuredBy(this::text);

    private long stepsPerMicrosecond; // 0 before it is measured

    /// The parameter `pace`; it is measured when somebody asks for its initial value.
    public Parameter<Long> parameter() {
        return parameter;
    }

    private synchronized String text() {
        if (stepsPerMicrosecond == 0) {
            stepsPerMicrosecond = BusyWork.measurePerMicrosecond();
        }
        return Long.toString(stepsPerMicrosecond);
    }

    /// The steps of work that a parameter in nanoseconds stands for, by the setting's pace.
    public static long steps(Setting setting, Parameter<Long> nanos) {
        return BusyWork.ofNanos(setting.get(nanos), setting.get(PACE));
    }
}
