// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

/// Something that happens at a time: a core goes on, or something else happens.
///
/// @param at in picoseconds
/// @param sequence orders what happens at one time
/// @param resumed the core; null if it is something else
/// @param happens what; null if a core goes on
record CoreEvent(double at, long sequence, Core resumed, Runnable happens) implements Comparable<CoreEvent> {
    @Override
    public int compareTo(CoreEvent other) {
        int byTime = Double.compare(at, other.at);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
}
