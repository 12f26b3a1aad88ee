// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.floor;

import dev.duality.shm.Padding;

/// The fields that a [StallClock] writes at each reading, between room that its superclass and its subclass hold.
abstract class StallClockWords extends Padding {
    long last;
    long watchedNanos;
    long count;
    long stalledNanos;
    long longestNanos;
}
