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

    /// Of a substrate by its whole name, such as `messaging:ring`.
    public static SubstrateSide of(String substrate) {
        if (substrate.equals(Cell.PLAIN)) {
            return PLAIN;
        }
        return switch (substrate.substring(0, substrate.indexOf(':'))) {
            case "shm" -> SHM;
            case "messaging" -> MESSAGING;
            default -> BY_HAND;
        };
    }

    /// As reports write it, such as `by-hand`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
