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
/// @param transfers how many lines an operation brought from another core, by class of distance
/// @param fromMemory lines of an operation that no core had, in the half in which it was counted: much of it, and the
///     caches are cold
/// @param lineShare the share of workers' and servers' time that went by waiting for lines
/// @param waitShare the share that went by waiting for somebody else to change a word
/// @param fairness Jain's index of what workers had done when the first of them was through: 1 if all had done as much
/// @param checked whether the state at the end was compared with that of one operation after the other
/// @param accesses how many accesses cores made
public record MulticoreRow(
        String substrate,
        int workers,
        int servers,
        boolean inPlace,
        double perSecond,
        List<Double> transfers,
        double fromMemory,
        double lineShare,
        double waitShare,
        double fairness,
        boolean checked,
        long accesses) {
    public MulticoreRow {
        transfers = List.copyOf(transfers);
    }

    /// Nanoseconds between two operations of one worker.
    public double nanosPerOperation() {
        return 1e9 * workers / perSecond;
    }
}
