// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/// Plays interrupts through a system on real threads: each source raises for its devices in turn, as fast as they are
/// taken, and counts what it hears.
public final class Play {
    private final Arrangement arrangement;
    private final int perDevice;
    private final boolean waits;
    private final OrderWatch watch;
    private final Account[] accounts;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Tally> tallies = new ArrayList<>();

    /// @param perDevice how many interrupts each device raises
    /// @param waits whether devices raise again what was refused, or drop it
    public Play(Arrangement arrangement, BottomHalf bottomHalf, int perDevice, boolean waits) {
        this.arrangement = arrangement;
        this.perDevice = perDevice;
        this.waits = waits;
        this.watch = new OrderWatch(bottomHalf, arrangement.devices());
        this.accounts = new Account[arrangement.devices()];
    }

    /// Runs to the end.
    public Play on(BiFunction<Arrangement, BottomHalf, Interrupts> delivery) {
        try (Interrupts interrupts = delivery.apply(arrangement, watch)) {
            interrupts.start(this::thread);
            List<Thread> sources = new ArrayList<>();
            for (int source = 0; source < arrangement.sources(); source++) {
                int number = source;
                sources.add(thread(() -> raise(number, interrupts)));
            }
            sources.forEach(Thread::start);
            for (Thread source : sources) {
                join(source);
            }
            assertEquals(null, failure.get());
            for (int device = 0; device < arrangement.devices(); device++) {
                tallies.add(interrupts.tally(device));
            }
        }
        return this;
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setUncaughtExceptionHandler((_, thrown) -> failure.compareAndSet(null, thrown));
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void raise(int number, Interrupts interrupts) {
        Source source = interrupts.source(number);
        List<Counts> counts = new ArrayList<>();
        for (int device = 0; device < arrangement.devices(); device++) {
            counts.add(new Counts());
        }
        Heard heard = new Heard(counts);
        Payload payload = new Payload(arrangement.payloadBytes());
        for (int cause = 1; cause <= perDevice; cause++) {
            for (int device = number; device < counts.size(); device += arrangement.sources()) {
                payload.stamp(cause, arrangement.payloadBytes());
                counts.get(device).raised++;
                int attempt = 0;
                while (!source.raise(device, cause, payload, device)) {
                    if (!waits) {
                        counts.get(device).refused++;
                        break;
                    }
                    attempt = source.collect(heard) > 0 ? 0 : attempt + 1;
                    idle(source, attempt);
                }
                source.collect(heard);
            }
        }
        for (int device = number; device < counts.size(); device += arrangement.sources()) {
            for (int attempt = 0; counts.get(device).isOpen(); attempt++) {
                if (source.collect(heard) > 0) {
                    attempt = 0;
                }
                idle(source, attempt);
            }
            accounts[device] = counts.get(device).account(device);
        }
    }

    /// Waits a little, unless a thread has failed: nobody waits for the dead.
    private void idle(Source source, int attempt) {
        if (failure.get() != null) {
            throw new IllegalStateException("another thread has failed", failure.get());
        }
        source.idle(attempt);
    }

    /// The first interrupt that was out of order, lost or handled twice; empty if there was none.
    public Optional<String> violation() {
        Optional<String> violation = watch.violation();
        for (int device = 0; violation.isEmpty() && device < accounts.length; device++) {
            violation = accounts[device].violation(tallies.get(device));
        }
        return violation;
    }

    public List<Tally> tallies() {
        return tallies;
    }

    public List<Account> accounts() {
        return List.of(accounts);
    }

    /// The tallies when one thread handles everything in order.
    public List<Tally> expected(BottomHalf bottomHalf) {
        List<Tally> expected = new ArrayList<>();
        Payload payload = new Payload(arrangement.payloadBytes());
        for (DeviceState state : DeviceState.of(arrangement.devices())) {
            for (int cause = 1; cause <= perDevice; cause++) {
                payload.stamp(cause, arrangement.payloadBytes());
                state.handle(bottomHalf, cause, payload);
            }
            expected.add(state.tally());
        }
        return expected;
    }

    private static final class Counts {
        private long raised;
        private long refused;
        private long handled;
        private long dropped;

        boolean isOpen() {
            return raised != refused + handled + dropped;
        }

        Account account(int device) {
            return new Account(device, raised, refused, handled, dropped);
        }
    }

    /// The tag of an interrupt is its device here.
    private record Heard(List<Counts> counts) implements Source.Outcomes {
        @Override
        public void handled(int tag, long result) {
            counts.get(tag).handled++;
        }

        @Override
        public void dropped(int tag) {
            counts.get(tag).dropped++;
        }
    }
}
