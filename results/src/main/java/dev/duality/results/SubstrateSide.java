// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.Locale;

/// The two duals, everybody touches the state or its owner is asked by message; and the program that needs neither.
public enum SubstrateSide {
    SHM,
    MESSAGING,
    /// A queue of others, or ours, driven by hand: what the duals are measured beside, and part of no gap.
    BY_HAND,
    /// The specification in one thread, without any synchronisation: T1.
    PLAIN;

    /// As reports write it, such as `by-hand`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
