// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

/// The effects of the host's moves on the loads of a cell, over all its forks. Loads are set aside by their probes,
/// never by their scores.
///
/// @param moved loads whose two probes differ by more than 15 %, each attempt counted
/// @param across those of them that began in one regime and ended in another; the rest met a disturbance, of the
///     machine or of the probe, within one
/// @param redone loads, however often they moved, that another attempt made good
/// @param setAside loads of a fork that moved in every attempt, and so count nowhere
/// @param rare loads that ran in a regime of which the cell has too few rounds for a row, or under a floor of which the
///     run has too few for a regime
public record Moves(int moved, int across, int redone, int setAside, int rare) {
    static Moves none() {
        return new Moves(0, 0, 0, 0, 0);
    }

    Moves plus(Moves other) {
        return new Moves(
                moved + other.moved,
                across + other.across,
                redone + other.redone,
                setAside + other.setAside,
                rare + other.rare);
    }

    /// Such as `3 loads moved, 1 of them to another regime, 2 redone, 1 set aside`; empty if nothing moved.
    public String text() {
        String words = moved == 0
                ? ""
                : moved + (moved == 1 ? " load" : " loads") + " moved, "
                        + (across == 0 ? "" : across + " of them to another regime, ")
                        + redone + " redone, " + setAside + " set aside";
        String few = rare == 0 ? "" : rare + " in a regime of too few rounds";
        return words + (words.isEmpty() || few.isEmpty() ? "" : ", ") + few;
    }
}
