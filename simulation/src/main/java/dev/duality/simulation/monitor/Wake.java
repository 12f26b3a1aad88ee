// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

import java.util.Arrays;
import java.util.Locale;

/// The processes that are woken when a lock is left.
enum Wake {
    /// All who wait; one of them gets it.
    ALL,
    /// The first who waits; another may come first.
    ONE,
    /// The first who waits, and the lock is its own.
    HAND_OFF;

    /// As users write it.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String[] words() {
        return Arrays.stream(values()).map(Wake::label).toArray(String[]::new);
    }

    static Wake of(String word) {
        return Arrays.stream(values())
                .filter(wake -> wake.label().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
