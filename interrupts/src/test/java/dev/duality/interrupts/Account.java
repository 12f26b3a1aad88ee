// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import java.util.Optional;

/// One device's interrupts as its source has counted them, to be held against the [Tally] of those who handled them.
///
/// @param raised how many the device wanted to raise
/// @param refused how many of those its line did not take
/// @param handled how many its source heard were handled
/// @param dropped how many its source heard were dropped
public record Account(int device, long raised, long refused, long handled, long dropped) {
    /// Whether every interrupt is accounted for once, on both ends.
    /// @return what is not so, in one line; empty if all is
    public Optional<String> violation(Tally tally) {
        if (raised != refused + handled + dropped) {
            return Optional.of("device %d raised %d interrupts, but %d were refused, %d handled and %d dropped"
                    .formatted(device, raised, refused, handled, dropped));
        }
        if (handled != tally.handled() || dropped != tally.dropped()) {
            return Optional.of("device %d heard that %d were handled and %d dropped, but %d were handled and %d dropped"
                    .formatted(device, handled, dropped, tally.handled(), tally.dropped()));
        }
        return Optional.empty();
    }
}
