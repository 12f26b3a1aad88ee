// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.Interrupts;
import dev.duality.interrupts.InterruptsContract;

class PendingInterruptsTest implements InterruptsContract {
    @Override
    public Interrupts open(Arrangement arrangement, BottomHalf bottomHalf) {
        return new PendingInterrupts(arrangement, bottomHalf);
    }
}
