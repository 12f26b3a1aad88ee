// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// The floor between the cell's own cores, read just before and just after one load of one fork, while no kernel was
/// open. A virtual host moves its cores; a load during which it did so is set aside by these two figures, never by its
/// score.
///
/// @param beforeNanos the round trip of one line before the load
/// @param afterNanos the same after it
public record FloorProbes(double beforeNanos, double afterNanos) {
    /// Probes that differ by more than this share mean that the machine moved meanwhile.
    public static final double MOVED = 0.15;

    public FloorProbes {
        Require.positive("beforeNanos", beforeNanos);
        Require.positive("afterNanos", afterNanos);
    }

    /// Whether the machine was another one after the load than before it.
    public boolean moved() {
        return Math.max(beforeNanos, afterNanos) > Math.min(beforeNanos, afterNanos) * (1 + MOVED);
    }

    /// The floor under which the load ran: the geometric mean of both.
    public double nanos() {
        return Math.sqrt(beforeNanos * afterNanos);
    }
}
