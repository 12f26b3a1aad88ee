// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

/// The middle half of events that follow each other: those before the first quarter and after the last are of cores
/// that start or have nothing left to do, and count for nothing.
///
/// @param from its first event, counted from 0
/// @param to its last
record MiddleHalf(int from, int to) {
    /// @param events how many there are, 4 or more
    static MiddleHalf of(int events) {
        return new MiddleHalf(events / 4, events - 1 - events / 4);
    }

    /// The number of steps from its first event to its last.
    int steps() {
        return to - from;
    }

    /// The growth of a figure from its first event to its last.
    /// @param figures one for each event, ascending
    double growth(double[] figures) {
        return figures[to] - figures[from];
    }
}
