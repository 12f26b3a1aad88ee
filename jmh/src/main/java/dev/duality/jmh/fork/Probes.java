// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.floor.FloorProbe;
import dev.duality.jmh.load.RowSurroundings;
import dev.duality.results.FloorProbes;
import java.util.Optional;
import java.util.OptionalDouble;

/// The floor between the loads of one fork: what is read after one load is what was there before the next.
final class Probes {
    private final FloorProbe probe;
    private final RowSurroundings around;
    private OptionalDouble before;

    /// Reads the floor for the first time.
    /// @param around of the row, whose neighbour rests meanwhile
    Probes(FloorProbe probe, RowSurroundings around) {
        this.probe = probe;
        this.around = around;
        this.before = around.floor(probe);
    }

    /// A load has ended and its kernel is closed.
    /// @return the floor before it and after it; empty where there is none
    Optional<FloorProbes> after() {
        OptionalDouble after = around.floor(probe);
        Optional<FloorProbes> both = before.isPresent() && after.isPresent()
                ? Optional.of(new FloorProbes(before.getAsDouble(), after.getAsDouble()))
                : Optional.empty();
        before = after;
        return both;
    }
}
