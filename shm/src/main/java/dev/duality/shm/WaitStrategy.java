// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A way for one party to pass the time until a word changes. The one vocabulary of waiting: both sides of every
/// comparison use it, so that a gap between them is not a gap between two ways to wait.
///
/// The party that waits looks at its condition and calls [#idle] with 0, 1, 2 … for as long as the condition does not
/// hold. Whoever makes it hold calls [#signal] afterwards; that costs nothing unless the wait can sleep.
///
/// - **Threads:** `idle` belongs to the one party that waits, `signal` to anyone.
/// - **Errors:** an interrupt ends the wait with [Interrupted]; the thread's interrupt flag stays set.
public abstract class WaitStrategy {
    /// The ways to wait.
    public enum Kind {
        /// Looks again at once.
        SPIN("looks again at once; quickest, and takes a whole core", 0),
        /// Looks again after the processor's pause instruction.
        PAUSE("spins with the processor's pause instruction between two looks", 2),
        /// Offers the core to others between two looks.
        YIELD("offers the core to other threads between two looks", 0),
        /// Pauses twice as long each time, from 2 pauses, unless another number is set, to 64, then yields.
        BACKOFF("pauses twice as long after each look, up to 64 pauses, then yields", 2),
        /// Spins for a few microseconds, then sleeps until it is signalled.
        PARK("spins for a few microseconds, then sleeps until it is woken", 2),
        /// Spins for a few microseconds, then blocks in a read of an eventfd until it is rung: Linux's.
        EVENTFD(
                "spins for a few microseconds, then blocks in a system call, the read of an eventfd, until it is rung",
                2);

        private final String description;
        private final int usualPauses;

        Kind(String description, int usualPauses) {
            this.description = description;
            this.usualPauses = usualPauses;
        }

        /// The number of pauses of the processor's that a wait begins with when nobody says; 0 for one without pauses.
        /// What the usual number is worth stands in docs/floor.md, under "What single decisions are worth".
        public int usualPauses() {
            return usualPauses;
        }

        /// One line on what it does.
        public String description() {
            return description;
        }

        /// Whether a waiting party may leave its core to others.
        public boolean leavesCore() {
            return this == YIELD || this == BACKOFF || sleeps();
        }

        /// Whether a waiting party may sleep, so that whoever makes its condition hold has to signal.
        public boolean sleeps() {
            return this == PARK || this == EVENTFD;
        }

        /// The ways that threads have here: all, where the system has what each of them needs.
        public static Set<Kind> here() {
            Set<Kind> kinds = EnumSet.allOf(Kind.class);
            if (Eventfd.unavailable().isPresent()) {
                kinds.remove(EVENTFD);
            }
            return kinds;
        }

        /// The name as users write it.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A wait was ended by an interrupt before its condition held.
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Interrupted() {
            super("interrupted while waiting for another thread");
        }
    }

    /// The looks of a wait that can sleep, before it sleeps: a few microseconds of pauses.
    public static final int SPINS = 100;

    /// For a wait of hardware that is simulated; the waits of this machine are [#of].
    protected WaitStrategy() {}

    /// A way to wait for one party.
    public static WaitStrategy of(Kind kind) {
        return of(Waiting.of(kind));
    }

    /// A way to wait for one party.
    public static WaitStrategy of(Waiting waiting) {
        Optional<Hardware> simulated = Hardware.current();
        return simulated.isPresent() ? simulated.get().wait(waiting) : ofThreads(waiting);
    }

    /// A way to wait for a party whose signallers are threads of this JVM.
    /// @throws Diagnosis if this system has no such way; see [Kind#here]
    public static WaitStrategy ofThreads(Waiting waiting) {
        return switch (waiting.kind()) {
            case SPIN -> new SpinWait();
            case PAUSE -> new PauseWait(waiting.pauses());
            case YIELD -> new YieldWait();
            case BACKOFF -> new BackoffWait(waiting.pauses());
            case PARK -> new ParkWait(waiting.pauses());
            case EVENTFD -> EventfdParking.wait(Region.allocate(Region.APART), waiting.pauses());
        };
    }

    /// A way to wait that sleeps, for hardware that is simulated.
    /// @param asleep where a word of the region is that nobody else uses, and that is 0
    public static WaitStrategy parking(Region region, long asleep, Parking parking) {
        return new ParkWait(region, asleep, parking);
    }

    /// One way to wait for each of `parties`.
    public static WaitStrategy[] of(Kind kind, int parties) {
        return of(Waiting.of(kind), parties);
    }

    /// One way to wait for each of `parties`.
    public static WaitStrategy[] of(Waiting waiting, int parties) {
        WaitStrategy[] waits = new WaitStrategy[parties];
        for (int party = 0; party < parties; party++) {
            waits[party] = of(waiting);
        }
        return waits;
    }

    /// Passes a little time. The caller looks at its condition again afterwards, whatever happened.
    /// @param attempt how often the condition has failed so far in this wait, from 0
    /// @throws Interrupted if the calling thread is interrupted
    public abstract void idle(int attempt);

    /// Passes a little time, but does not sleep longer than it is told: for a party that also waits for a clock.
    /// @param atMostNanos how long it may sleep, if it sleeps at all
    public void idle(int attempt, long atMostNanos) {
        idle(attempt);
    }

    /// Tells the waiting party to look again. Everything the caller did before happens-before that look.
    public void signal() {}

    /// Whether the waiting party can be asleep, so that it needs [#signal].
    public boolean sleeps() {
        return false;
    }

    /// The number of looks of the waiting party before it sleeps, if it sleeps at all.
    public int spins() {
        return SPINS;
    }

    /// The number of pauses of the processor's that [#idle] makes.
    int pauses(int attempt) {
        return 0;
    }

    static void pause(int pauses) {
        for (int left = pauses; left > 0; left--) {
            Thread.onSpinWait();
        }
    }

    static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
    }

    private static final class SpinWait extends WaitStrategy {
        @Override
        public void idle(int attempt) {
            if ((attempt & 0xFFF) == 0xFFF) {
                stopIfInterrupted();
            }
        }
    }

    private static final class PauseWait extends WaitStrategy {
        private final int first; // pauses

        PauseWait(int first) {
            this.first = first;
        }

        @Override
        int pauses(int attempt) {
            return attempt == 0 ? first : 1;
        }

        @Override
        public void idle(int attempt) {
            pause(pauses(attempt));
            if ((attempt & 0x3FF) == 0x3FF) {
                stopIfInterrupted();
            }
        }
    }

    private static final class YieldWait extends WaitStrategy {
        @Override
        public void idle(int attempt) {
            Thread.yield();
            if ((attempt & 0x3F) == 0x3F) {
                stopIfInterrupted();
            }
        }
    }

    private static final class BackoffWait extends WaitStrategy {
        private final int first; // pauses

        BackoffWait(int first) {
            this.first = first;
        }

        @Override
        int pauses(int attempt) {
            return Waiting.backedOff(first, attempt);
        }

        @Override
        public void idle(int attempt) {
            int pauses = pauses(attempt);
            if (pauses == 0) {
                Thread.yield();
            } else {
                pause(pauses);
            }
            if ((attempt & 0x3F) == 0x3F) {
                stopIfInterrupted();
            }
        }
    }
}
