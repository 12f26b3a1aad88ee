// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import dev.duality.shm.Slip;

/// One call of one party.
///
/// @param party who called, from 0
/// @param begin when, in ticks of the history
/// @param end when it was answered, later than `begin`
/// @param what what was asked and what was answered
public record Call<W>(int party, long begin, long end, W what) {
    public Call {
        if (party < 0) {
            throw new Slip("there is no party " + party);
        }
        if (end <= begin) {
            throw new Slip("a call that began at %d cannot end at %d".formatted(begin, end));
        }
    }

    @Override
    public String toString() {
        return "[%d..%d] party %d: %s".formatted(begin, end, party, what);
    }
}
