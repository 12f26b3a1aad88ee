// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.direct;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.Interrupts;
import dev.duality.interrupts.InterruptsContract;

class DirectInterruptsTest implements InterruptsContract {
    @Override
    public Interrupts open(Arrangement arrangement, BottomHalf bottomHalf) {
        return new DirectInterrupts(arrangement, bottomHalf);
    }
}
