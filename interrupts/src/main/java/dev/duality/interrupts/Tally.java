// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.SplitMix64;

/// The interrupts of one device, as those who handled them count them.
///
/// @param handled how many bottom halves are done
/// @param dropped how many found no room to be deferred
/// @param digest the result of the last one handled
public record Tally(int device, long handled, long dropped, long digest) {
    /// The device's part of a digest of all devices: the parts are added up, and a device without interrupts adds 0.
    public long part() {
        return handled == 0 ? 0 : SplitMix64.of(SplitMix64.of(device, handled), digest);
    }
}
