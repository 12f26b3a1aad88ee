// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.timer;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.Errno;
import dev.duality.shm.Slip;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// A periodic timer of the kernel's (`timerfd`), read tick by tick. Each tick is a real interrupt's trace: the kernel
/// wakes the reader from its timer interrupt.
///
/// - **Threads:** one; it blocks in the kernel until the next tick, so an interrupt of the thread is noticed only then.
public final class Ticker implements AutoCloseable {
    private final LinuxTimerCalls calls;
    private final int file;
    private final Arena arena = Arena.ofShared(); // the thread that closes need not be the one that reads
    private final MemorySegment count = arena.allocate(JAVA_LONG);
    private final Errno errno = Errno.in(arena);
    private final long firstNanos;
    private final long periodNanos;
    private long ticks; // taken by [#next]
    private long ready; // read, and not taken yet
    private long missed;
    private boolean closed;

    /// Starts a timer.
    /// @param periodNanos from tick to tick, 1 or more; the first one is due that long from now
    /// @throws TimerUnavailable if there is none here
    public Ticker(long periodNanos) {
        if (periodNanos < 1) {
            throw new Slip("period is " + periodNanos + " ns, but must be 1 or more");
        }
        this.calls = switch (TimerCalls.find()) {
            case LinuxTimerCalls found -> found;
            case TimerCalls.None(String reason) -> throw new TimerUnavailable(reason);
        };
        differentClock(calls).ifPresent(reason -> {
            throw new TimerUnavailable(reason);
        });
        this.periodNanos = periodNanos;
        this.file = calls.open();
        this.firstNanos = System.nanoTime() + periodNanos;
        try {
            calls.start(file, firstNanos, periodNanos);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// The reason why there is no timer here, and what to do; empty if there is.
    public static Optional<String> unavailable() {
        return switch (TimerCalls.find()) {
            case LinuxTimerCalls found -> differentClock(found);
            case TimerCalls.None(String reason) -> Optional.of(reason);
        };
    }

    /// Java's clock must be the timer's: then a reading of the one lies between two readings of the other.
    private static Optional<String> differentClock(LinuxTimerCalls calls) {
        long before = System.nanoTime();
        long timer = calls.monotonicNanos();
        long after = System.nanoTime();
        return before <= timer && timer <= after
                ? Optional.empty()
                : Optional.of(
                        "System.nanoTime of this JVM is not the kernel's monotonic clock (%d, %d, %d); use source=synthetic"
                                .formatted(before, timer, after));
    }

    /// Waits for the next tick, unless it is due already.
    /// @return when it was due, on the clock of [System#nanoTime]
    public long next() {
        if (ready == 0) {
            ready = calls.read(file, count, errno);
            missed += ready - 1;
        }
        ready--;
        return firstNanos + ticks++ * periodNanos;
    }

    /// Leaves out the ticks that are due before `nanos`.
    /// @return how many
    public long skipUntil(long nanos) {
        long before = ticks;
        while (firstNanos + ticks * periodNanos - nanos < 0) {
            next();
        }
        return ticks - before;
    }

    /// The number of ticks that had passed before they were read.
    public long missed() {
        return missed;
    }

    /// Frees the timer. No thread is in [#next].
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            calls.close(file);
            arena.close();
        }
    }
}
