// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.Slip;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The thread that runs the bottom halves.
public enum Mode {
    /// Whoever took the interrupt, at once.
    INLINE("whoever takes the interrupt runs its bottom half at once"),
    /// A thread of the device's own, woken by the top half (Solaris' interrupt threads, Linux' threaded handlers).
    THREAD_PER_DEVICE("a top half wakes the device's own thread"),
    /// Any of a few threads, which take deferred work from one bounded ring (Sprite's server processes).
    POOL("a top half defers to one bounded ring, from which a pool of threads takes"),
    /// One thread, which goes round the devices and handles up to a quota of each (Mogul and Ramakrishnan, 1996).
    POLLING("one thread goes round the devices and handles up to a quota of each");

    private final String description;

    Mode(String description) {
        this.description = description;
    }

    /// One line on what it does.
    public String description() {
        return description;
    }

    /// The name as users write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The mode of that name.
    public static Mode of(String word) {
        for (Mode mode : values()) {
            if (mode.label().equals(word)) {
                return mode;
            }
        }
        throw new Slip("there is no mode '%s'; it is one of %s"
                .formatted(word, Arrays.stream(values()).map(Mode::label).collect(Collectors.joining(", "))));
    }
}
