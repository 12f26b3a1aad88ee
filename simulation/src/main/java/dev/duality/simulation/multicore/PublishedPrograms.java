// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.shm.Hardware;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.lock.Lock;
import dev.duality.shm.lock.McsLock;
import dev.duality.shm.lock.SpinLock;
import dev.duality.shm.lock.TicketLock;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// The small programs whose curves were published (David, Guerraoui, Trigonakis, SOSP 2013), on a simulated machine and
/// with our own locks. The same machine, threads and seed give the same figure.
final class PublishedPrograms {
    /// The kind of lock.
    enum Locks {
        TAS,
        TICKET,
        MCS;

        private Lock on(Region region, WaitStrategy[] waits) {
            return switch (this) {
                case TAS -> new SpinLock(region, 0, waits);
                case TICKET -> new TicketLock(region, 0, waits);
                case MCS -> new McsLock(region, 0, waits);
            };
        }

        private long bytes(int parties) {
            return switch (this) {
                case TAS -> SpinLock.bytes(parties);
                case TICKET -> TicketLock.bytes(parties);
                case MCS -> McsLock.bytes(parties);
            };
        }
    }

    private static final long SEED = 1;
    private static final int OPERATIONS = 200; // of each thread
    private static final int ROUND_TRIPS = 400;
    private static final double APART_CYCLES = 20_000; // between two visits of a lock that nobody else wants
    private static final double LOOP_CYCLES = 6;

    private final MachineSpec spec;

    PublishedPrograms(MachineSpec spec) {
        this.spec = spec;
    }

    private double cycles(double picoseconds) {
        return picoseconds / spec.times().cycle();
    }

    /// Runs a program on so many cores, `OPERATIONS` times each.
    /// @param pausePicoseconds after each, more or less by a half
    /// @return million operations a second, of the middle half
    private double rate(Multicore machine, int threads, double pausePicoseconds, IntConsumer operation) {
        double[] ends = new double[threads * OPERATIONS];
        int[] count = {0};
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            machine.spawn(() -> {
                for (int i = 0; i < OPERATIONS; i++) {
                    operation.accept(number);
                    ends[count[0]++] = machine.picoseconds();
                    machine.pass(pausePicoseconds * (0.5 + machine.random().nextDouble()));
                }
            });
        }
        machine.run(() -> machine.isOver(0));
        Arrays.sort(ends);
        MiddleHalf half = MiddleHalf.of(ends.length);
        return half.steps() / (half.growth(ends) / 1e6);
    }

    /// The longest that an atomic operation takes among the first threads: what the paper lets each pause.
    private double longestUpdate(int threads) {
        double longest = spec.times().updateOwn();
        for (int thread = 1; thread < threads; thread++) {
            longest = Math.max(
                    longest, spec.times().updateModified().get(spec.distance(spec.placeOf(0), spec.placeOf(thread))));
        }
        return longest;
    }

    /// Figure 4: all threads add to one word by an atomic operation.
    /// @return million additions a second
    double fetchAndAdd(int threads) {
        Multicore machine = new Multicore(spec, SEED);
        Region region = machine.allocate(Region.LINE);
        return rate(machine, threads, longestUpdate(threads) + 4 * spec.times().cycle(), _ -> region.getAndAdd(0, 1));
    }

    /// Figure 5: all threads want one lock, and read and write one line inside it.
    /// @return million acquisitions a second
    double contended(Locks locks, int threads) {
        Multicore machine = new Multicore(spec, SEED);
        Region data = machine.allocate(Region.LINE);
        Lock lock = lock(machine, locks, threads);
        return rate(
                machine,
                threads,
                longestUpdate(threads) + LOOP_CYCLES * spec.times().cycle(),
                thread -> {
                    lock.lock(thread);
                    data.setPlain(0, data.getPlain(0) + 1);
                    lock.unlock(thread);
                });
    }

    private static Lock lock(Multicore machine, Locks locks, int threads) {
        return Hardware.in(
                machine,
                () -> locks.on(
                        machine.allocate(locks.bytes(threads)), WaitStrategy.of(WaitStrategy.Kind.SPIN, threads)));
    }

    /// Figure 6: one thread takes and gives back a lock that another had before, and that nobody wants.
    /// @param other the core of the other; that of the first is 0
    /// @return cycles
    double uncontended(Locks locks, int other) {
        Multicore machine = new Multicore(spec, SEED);
        Lock lock = lock(machine, locks, other + 1);
        double[] took = new double[ROUND_TRIPS];
        for (int core = 0; core <= other; core++) {
            int number = core;
            machine.spawn(() -> {
                if (number != 0 && number != other) {
                    return;
                }
                machine.pass(number == 0 ? 0 : APART_CYCLES / 2 * spec.times().cycle());
                for (int i = 0; i < ROUND_TRIPS; i++) {
                    double from = machine.picoseconds();
                    lock.lock(number);
                    lock.unlock(number);
                    machine.allocate(Region.LINE).fullFence();
                    if (number == other) {
                        took[i] = machine.picoseconds() - from;
                    }
                    machine.pass(APART_CYCLES * spec.times().cycle() - (machine.picoseconds() - from));
                }
            });
        }
        machine.run(() -> machine.isOver(0));
        Arrays.sort(took);
        return cycles(took[took.length / 2]);
    }

    /// A word there and back between core 0 and another.
    /// @param words 1 if both write the same word, 2 if each has a line of its own
    /// @return cycles for a round trip
    double pingPong(int other, int words) {
        Multicore machine = new Multicore(spec, SEED);
        Region region = machine.allocate(2L * Region.APART);
        long answer = words == 1 ? 0 : Region.APART;
        double[] times = new double[2];
        for (int core = 0; core <= other; core++) {
            int number = core;
            machine.spawn(() -> {
                WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.SPIN);
                for (long round = 1; round <= ROUND_TRIPS && number == 0; round++) {
                    region.setRelease(0, 2 * round - 1);
                    await(region, wait, answer, 2 * round);
                    times[round == ROUND_TRIPS / 2 ? 0 : 1] = machine.picoseconds();
                }
                for (long round = 1; round <= ROUND_TRIPS && number == other; round++) {
                    await(region, wait, 0, 2 * round - 1);
                    region.setRelease(answer, 2 * round);
                }
            });
        }
        machine.run(() -> machine.isOver(0));
        return cycles((times[1] - times[0]) / (ROUND_TRIPS - ROUND_TRIPS / 2));
    }

    private static void await(Region region, WaitStrategy wait, long word, long value) {
        for (int attempt = 0; region.getAcquire(word) != value; attempt++) {
            wait.idle(attempt);
        }
    }

    /// Figure 9: messages of one line whose first word says whether it is full, from core 0 to another.
    /// @param replies whether each is answered before the next is sent
    /// @return cycles for a message, or for a message and its reply
    double messages(int other, boolean replies) {
        Multicore machine = new Multicore(spec, SEED);
        Region region = machine.allocate(2L * Region.APART);
        double[] times = new double[2];
        for (int core = 0; core <= other; core++) {
            int number = core;
            machine.spawn(() -> {
                WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.SPIN);
                for (int round = 1; round <= ROUND_TRIPS && number == 0; round++) {
                    send(region, wait, 0);
                    if (replies) {
                        receive(region, wait, Region.APART);
                    }
                    machine.pass(LOOP_CYCLES * spec.times().cycle());
                    times[round == ROUND_TRIPS / 2 ? 0 : 1] = machine.picoseconds();
                }
                for (int round = 1; round <= ROUND_TRIPS && number == other; round++) {
                    receive(region, wait, 0);
                    if (replies) {
                        send(region, wait, Region.APART);
                    }
                    machine.pass(LOOP_CYCLES * spec.times().cycle());
                }
            });
        }
        machine.run(() -> machine.isOver(0));
        return cycles((times[1] - times[0]) / (ROUND_TRIPS - ROUND_TRIPS / 2));
    }

    private static void send(Region region, WaitStrategy wait, long line) {
        await(region, wait, line, 0);
        region.setRelease(line, 1);
    }

    private static void receive(Region region, WaitStrategy wait, long line) {
        await(region, wait, line, 1);
        region.setRelease(line, 0);
    }
}
