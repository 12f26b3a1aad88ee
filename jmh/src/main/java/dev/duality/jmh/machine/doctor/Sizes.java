// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.Numbers;

/// Numbers of bytes for people.
final class Sizes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    /// `36 KiB`, `35.8 MiB`: the largest unit that leaves 1 or more, one decimal if there is something behind it.
    static String text(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return Numbers.text(size) + " " + UNITS[unit];
    }
}
