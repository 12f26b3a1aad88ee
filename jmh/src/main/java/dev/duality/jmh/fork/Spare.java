// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.results.FloorProbes;
import dev.duality.results.finding.Regimes;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;

/// The time that a fork may take beside what was planned for it: to do loads again during which the machine moved, and
/// to wait for a floor.
///
/// @param millis at most, about: what has begun goes on
/// @param floorNanos the floor that a load is to have before it and after it; empty for any, as long as it stays
public record Spare(long millis, OptionalDouble floorNanos) {
    /// Each load once, in whatever regime it meets.
    public static final Spare NONE = new Spare(0, OptionalDouble.empty());

    /// So many times its planned time a fork may take beside it, however much is left: one that hangs is found only
    /// then.
    public static final int MOST_TIMES = 11;

    /// A floor that is no further than this from another, one over the other, may be of one machine with it.
    static final double NEAR = Math.sqrt(Regimes.APART);

    private static final String MILLIS = "spareMillis";
    private static final String FLOOR = "floorNanos";

    public Spare {
        if (millis < 0 || floorNanos.orElse(1) <= 0) {
            throw new IllegalArgumentException(
                    "spare is %d ms at a floor of %s ns, but needs no less than 0 ms and a floor above 0"
                            .formatted(millis, floorNanos));
        }
    }

    /// Whether a load with such probes need not be done again: the machine stayed, and where it was wanted. One that
    /// nobody could look at is never done again.
    public boolean settles(Optional<FloorProbes> probes) {
        return probes.isEmpty()
                || !probes.get().moved()
                        && isAt(probes.get().beforeNanos())
                        && isAt(probes.get().afterNanos());
    }

    /// Whether such a floor is the one that is wanted.
    boolean isAt(double nanos) {
        return floorNanos.isEmpty()
                || Math.max(nanos, floorNanos.getAsDouble()) <= Math.min(nanos, floorNanos.getAsDouble()) * NEAR;
    }

    void writeTo(Properties to) {
        to.setProperty(MILLIS, Long.toString(millis));
        floorNanos.ifPresent(nanos -> to.setProperty(FLOOR, Double.toString(nanos)));
    }

    static Spare of(Properties from) {
        String floor = from.getProperty(FLOOR);
        return new Spare(
                Long.parseLong(from.getProperty(MILLIS, "0")),
                floor == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(floor)));
    }
}
