// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import java.time.Duration;

/// One piece of a plan.
/// @param name what the user reads, such as `rpc messaging:ring w1, fork 2`
/// @param planned how long it should take, the start of its JVM included
public record Step(String name, Duration planned) {
    public Step {
        if (planned.isNegative()) {
            throw new IllegalArgumentException(
                    "step \"" + name + "\" is planned to take " + planned + ", but time does not run backwards");
        }
    }
}
