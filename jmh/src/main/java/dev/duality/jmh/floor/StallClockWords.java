// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.floor;

/// What a [StallClock] writes at each reading, between room that its superclass and its subclass hold.
class StallClockWords extends StallClockRoom {
    long last;
    long watchedNanos;
    long count;
    long stalledNanos;
    long longestNanos;
}
