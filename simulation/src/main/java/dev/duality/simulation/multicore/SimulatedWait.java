// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;

/// A way to wait on a simulated core: it takes what the pauses take. A core whose loop has only read lines that it has
/// looks in vain until one of them is taken from it, so it sleeps until then and looks at its next turn.
final class SimulatedWait extends WaitStrategy {
    private static final double YIELD_PICOSECONDS = 500_000; // a call of the kernel's that finds nobody else

    private final Multicore machine;
    private final Waiting waiting;

    SimulatedWait(Multicore machine, Waiting waiting) {
        if (waiting.kind().sleeps()) {
            throw new IllegalArgumentException(
                    "a simulated core has no kernel that could put it to sleep; use --wait spin, pause, yield or backoff");
        }
        this.machine = machine;
        this.waiting = waiting;
    }

    @Override
    public void idle(int attempt) {
        MachineSpec.Times times = machine.spec().times();
        boolean steady = attempt != 0; // the first pause is another one
        double passes = switch (waiting.kind()) {
            case SPIN, PARK, EVENTFD -> times.cycle();
            case PAUSE -> attempt == 0 ? waiting.pauses() * times.pause() : times.pause();
            case YIELD -> YIELD_PICOSECONDS;
            case BACKOFF -> {
                int pauses = Waiting.backedOff(waiting.pauses(), attempt);
                steady = pauses == 0;
                yield steady ? YIELD_PICOSECONDS : pauses * times.pause();
            }
        };
        machine.running().idle(passes, steady);
    }
}
