// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.jmh.floor.PingPong;
import dev.duality.jmh.machine.placement.CpuPlan;
import java.nio.file.Path;

/// The round trip without a JVM: `ping-pong.c`.
final class NativePingPong {
    /// Round trips of which one figure is made: half a millisecond, so that a beginning does not count.
    private static final int BATCH = 2_000;

    private final CProgram program;
    private final CpuPlan plan;

    private NativePingPong(CProgram program, CpuPlan plan) {
        this.program = program;
        this.plan = plan;
    }

    static NativePingPong in(Path folder) {
        return new NativePingPong(CProgram.in(folder, "ping-pong"), new Place(1).plan());
    }

    /// @return nanoseconds of a round trip, the median of its batches
    /// @throws IllegalStateException if it cannot be measured here
    double nanos(PingPong.Form form, int payloadBytes, int millis) {
        if (plan.worker(0).isEmpty()) {
            throw new IllegalStateException("needs two CPUs to pin to");
        }
        try {
            double[] batches = program
                    .run(
                            plan.worker(0).getAsInt(),
                            plan.server(0).getAsInt(),
                            payloadBytes,
                            millis,
                            BATCH,
                            Contestant.word(form))
                    .stream()
                    .mapToDouble(Double::parseDouble)
                    .sorted()
                    .toArray();
            return batches[batches.length / 2];
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalStateException("the native ping-pong failed: " + e.getMessage(), e);
        }
    }
}
