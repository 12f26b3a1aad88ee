// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;

/// Figure 3 of Baumann et al., SOSP 2009: some cores write the same few lines themselves, without a lock, or each asks
/// one server to do it by a message of one line and waits for the reply. The same machine, threads and seed give the
/// same figure.
final class SharedLines {
    private static final long SEED = 1;
    private static final int UPDATES = 200; // of each core

    private final MachineSpec spec;
    private final int lines;

    SharedLines(MachineSpec spec, int lines) {
        this.spec = spec;
        this.lines = lines;
    }

    /// Writes a word of each line without looking at it, so that each line is asked for once.
    private void update(Region data, long value) {
        for (int line = 0; line < lines; line++) {
            data.setPlain((long) line * Region.APART, value);
        }
    }

    /// Each of so many cores writes the lines, and has all its stores arrive before it does so again.
    /// @return cycles between two updates of the machine; one core's own are as many times rarer as there are cores
    double byLoadsAndStores(int cores) {
        Multicore machine = new Multicore(spec, SEED);
        Region data = machine.allocate((long) lines * Region.APART);
        Times times = new Times(machine, cores);
        for (int core = 0; core < cores; core++) {
            machine.spawn(() -> {
                for (int i = 0; i < UPDATES; i++) {
                    update(data, i);
                    data.fullFence();
                    times.ended();
                }
            });
        }
        machine.run(() -> machine.isOver(0));
        return times.cycles();
    }

    /// Each of so many cores asks the server, which is one core more, and waits for its reply.
    /// @param clients one less than the cores of the machine at most
    /// @return cycles between two updates of the server; one client's own are as many times rarer as there are clients
    double byMessages(int clients) {
        Multicore machine = new Multicore(spec, SEED);
        Region data = machine.allocate((long) lines * Region.APART);
        Region channels = machine.allocate(2L * clients * Region.APART);
        Times times = new Times(machine, clients);
        machine.spawn(() -> {
            WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.SPIN);
            long[] seen = new long[clients];
            int attempt = 0;
            for (int left = clients * UPDATES; left > 0; ) {
                int served = 0;
                for (int client = 0; client < clients; client++) {
                    long request = 2L * client * Region.APART;
                    long number = channels.getAcquire(request);
                    if (number != seen[client]) {
                        update(data, number);
                        seen[client] = number;
                        channels.setRelease(request + Region.APART, number);
                        served++;
                    }
                }
                left -= served;
                attempt = served == 0 ? attempt + 1 : 0;
                wait.idle(attempt);
            }
        });
        for (int client = 0; client < clients; client++) {
            long request = 2L * client * Region.APART;
            machine.spawn(() -> {
                WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.SPIN);
                for (int i = 1; i <= UPDATES; i++) {
                    channels.setRelease(request, i);
                    for (int attempt = 0; channels.getAcquire(request + Region.APART) != i; attempt++) {
                        wait.idle(attempt);
                    }
                    times.ended();
                }
            });
        }
        machine.run(() -> machine.isOver(0));
        return times.cycles();
    }

    /// The times at which updates ended.
    private final class Times {
        private final Multicore machine;
        private final double[] ends;
        private int count;

        private Times(Multicore machine, int cores) {
            this.machine = machine;
            this.ends = new double[cores * UPDATES];
        }

        private void ended() {
            ends[count++] = machine.picoseconds();
        }

        /// Of a step of the middle half.
        private double cycles() {
            MiddleHalf half = MiddleHalf.of(ends.length);
            return half.growth(ends) / half.steps() / spec.times().cycle();
        }
    }
}
