// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Says in lines of their own what goes on: the first after a second, so that what is quick has none, and then once in
/// a time, however much happens and however long one thing takes. For files and pipes, where nothing can be drawn over.
/// Guarded by this object.
final class News implements AutoCloseable {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private final Consumer<String> says;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("news").factory());
    private final long begin;
    private long nextNanos;
    private String what = "";

    /// @param nanos the clock, of any origin
    /// @param says takes a line
    News(LongSupplier nanos, Consumer<String> says) {
        this.nanos = nanos;
        this.says = says;
        begin = nanos.getAsLong();
        nextNanos = begin + FIRST.toNanos();
    }

    /// Begins something, such as `gate 12, 1 of 52`.
    synchronized void now(String begun) {
        what = begun;
        tick();
    }

    /// News that tick by themselves, once a second.
    static News ticking(Consumer<String> says) {
        News news = new News(System::nanoTime, says);
        var _ = news.ticker.scheduleAtFixedRate(news::tick, 1, 1, TimeUnit.SECONDS);
        return news;
    }

    /// Some time has passed.
    synchronized void tick() {
        long now = nanos.getAsLong();
        if (!what.isEmpty() && now - nextNanos >= 0) {
            nextNanos = now + BETWEEN.toNanos();
            says.accept("%s ... %s so far".formatted(what, Durations.text(Duration.ofNanos(now - begin))));
        }
    }

    /// It is over; nothing is said afterwards.
    @Override
    public void close() {
        ticker.shutdownNow();
        synchronized (this) {
            what = "";
        }
    }
}
