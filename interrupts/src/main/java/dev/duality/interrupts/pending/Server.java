// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import java.util.Map;

/// The work that one thread does for the interrupts of others.
interface Server {
    /// Looks for work once, and does what it finds.
    /// @return 0 if it found none
    int poll();

    /// Adds what this server has counted to what others have.
    void count(Map<String, Long> counts);
}
