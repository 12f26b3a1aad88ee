// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.floor;

/// Room before the words of a [StallClock].
class StallClockRoom {
    @SuppressWarnings("unused")
    private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
}
