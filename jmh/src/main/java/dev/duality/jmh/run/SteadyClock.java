// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The dates of one run: the wall clock is read once, and from then on only the monotonic clock. So the difference of
/// two dates of a run is a time that has passed, whatever is done to the wall clock meanwhile.
public final class SteadyClock implements InstantSource {
    private final Instant start;
    private final long startNanos;
    private final LongSupplier nanos;

    /// @param wall read now, and never again
    /// @param nanos the monotonic clock, of any origin
    public SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.start = wall.instant();
        this.startNanos = nanos.getAsLong();
        this.nanos = nanos;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }
}
