// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.messaging.Message;
import dev.duality.simulation.network.Observer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Says from time to time how far a long play has come. It hears of all that happens and tells the next observer of it;
/// nothing of the play depends on it.
final class PlayProgress implements Observer {
    /// So many happenings take some milliseconds; the time is not looked at in between.
    static final int BETWEEN_LOOKS = 1 << 14;

    private static final double SECOND = 1e9;

    private final LongSupplier clock;
    private final long everyNanos;
    private final Consumer<String> says;
    private final Observer next;
    private final long begin;
    private long news;
    private long happened;

    /// @param clock gives nanoseconds
    /// @param every how long it is silent, at least
    PlayProgress(LongSupplier clock, Duration every, Consumer<String> says, Observer next) {
        this.clock = clock;
        this.everyNanos = every.toNanos();
        this.says = says;
        this.next = next;
        this.begin = clock.getAsLong();
        this.news = begin;
    }

    @Override
    public void happens(What what, long nanos, int node, int other, long number, Message message) {
        next.happens(what, nanos, node, other, number, message);
        if (++happened % BETWEEN_LOOKS != 0) {
            return;
        }
        long now = clock.getAsLong();
        if (now - news >= everyNanos) {
            news = now;
            says.accept(String.format(
                    Locale.ROOT,
                    "%s: %,.3f s of virtual time and %,d happenings so far; Ctrl-C ends it",
                    Durations.text(Duration.ofNanos(now - begin)),
                    nanos / SECOND,
                    happened));
        }
    }
}
