// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import java.util.function.LongUnaryOperator;

/// The arrivals of one worker at a queue of so many places, in which an operation stays until it is completed. An
/// arrival that finds all places taken is refused, and nobody waits for it. So the load is the same whatever the side
/// does with it, and no side has a longer queue than another.
///
/// Arrivals are let in by [#until], up to a time that was read from the clock: between two looks nothing has left, so
/// who was let in, and who was not, is as it would be if somebody looked at each arrival. For one thread.
final class Admission {
    private final LongUnaryOperator due;
    private final long count;
    private final long[] waiting; // when each that waits to be issued was due
    private long next; // arrival, from 0
    private long first; // of those let in, the next to be issued; both only grow
    private long last;
    private int underWay;
    private long refused;

    /// @param due when an arrival is due, by its number from 0; it never decreases
    /// @param count how many arrivals there are
    /// @param places of the queue, 1 or more
    Admission(LongUnaryOperator due, long count, int places) {
        this.due = due;
        this.count = count;
        this.waiting = new long[places];
    }

    /// Lets in, or refuses, all that have arrived.
    /// @param now the time; never earlier than before
    void until(long now) {
        while (next < count) {
            long at = due.applyAsLong(next);
            if (at - now > 0) {
                return;
            }
            if (waits() + underWay < waiting.length) {
                waiting[(int) (last++ % waiting.length)] = at;
            } else {
                refused++;
            }
            next++;
        }
    }

    /// The number that wait to be issued.
    int waits() {
        return (int) (last - first);
    }

    /// The time at which the first that waits was due.
    long first() {
        return waiting[(int) (first % waiting.length)];
    }

    /// The first that waits is issued; it keeps its place.
    void issued() {
        first++;
        underWay++;
    }

    /// One that was issued is completed, and leaves its place.
    void completed() {
        underWay--;
    }

    boolean isEmpty() {
        return first == last && underWay == 0;
    }

    /// Whether nothing follows.
    boolean isOver() {
        return next == count && isEmpty();
    }

    long refused() {
        return refused;
    }
}
