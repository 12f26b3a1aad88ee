// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.Mix;
import java.util.List;

/// What one device's interrupts have come to, as those say who handled them.
///
/// @param handled how many bottom halves are done
/// @param dropped how many found no room to be deferred
/// @param digest the result of the last one handled
public record Tally(int device, long handled, long dropped, long digest) {
    /// The device's part of a digest of all devices: the parts are added up, and a device without interrupts adds 0.
    public long part() {
        return handled == 0 ? 0 : Mix.of(Mix.of(device, handled), digest);
    }

    /// How unevenly devices were served: the most interrupts handled of one over the fewest of another.
    /// @return 1 or more; infinite if a device got nothing
    public static double unfairness(List<Tally> tallies) {
        long most = tallies.stream().mapToLong(Tally::handled).max().orElse(0);
        long fewest = tallies.stream().mapToLong(Tally::handled).min().orElse(0);
        return most == fewest ? 1 : (double) most / fewest;
    }
}
