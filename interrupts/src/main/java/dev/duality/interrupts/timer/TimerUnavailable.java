// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.timer;

import dev.duality.shm.Diagnosis;

/// There is no such timer here. Its message says why, and what to do.
public final class TimerUnavailable extends Diagnosis {
    private static final long serialVersionUID = 1;

    TimerUnavailable(String reason) {
        super(reason);
    }
}
