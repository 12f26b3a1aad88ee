// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.List;

/// The result of a workload on a substrate of a simulated machine. Virtual, all of it: nothing in it was measured.
///
/// @param substrate which side
/// @param workers how many
/// @param servers cores that work for them
/// @param inPlace whether nothing that one worker writes is read by another, so that there is nothing to compare
/// @param perSecond operations of all workers together in a second of virtual time, between the first and the last
///     quarter of them
/// @param lines that operations moved
/// @param fairness Jain's index of what workers had done when the first of them was through: 1 if all had done as much
/// @param checked whether the state at the end was compared with that of one operation after the other
public record MulticoreRow(
        String substrate,
        int workers,
        int servers,
        boolean inPlace,
        double perSecond,
        Lines lines,
        Waits waits,
        double fairness,
        boolean checked) {
    /// The lines that operations touched.
    ///
    /// @param accesses how many accesses cores made in all
    /// @param transfers how many lines an operation brought from another core, by class of distance
    /// @param fromMemory lines of an operation that no core had, in the half in which it was counted: much of it, and
    ///     the caches are cold
    /// @param busiest those that came most, the first of them first; empty if nobody asked
    public record Lines(long accesses, List<Double> transfers, double fromMemory, List<LineTraffic> busiest) {
        public Lines {
            transfers = List.copyOf(transfers);
            busiest = List.copyOf(busiest);
        }
    }

    /// The shares of workers' and servers' time that went by waiting, from 0 to 1.
    ///
    /// @param forLines for cache lines to come
    /// @param forOthers for somebody else to change a word
    public record Waits(double forLines, double forOthers) {}

    /// Nanoseconds between two operations of one worker.
    public double nanosPerOperation() {
        return 1e9 * workers / perSecond;
    }
}
