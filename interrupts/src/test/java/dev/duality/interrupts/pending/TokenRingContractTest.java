// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.structure.QueueStep;

class TokenRingContractTest extends TokenRingDescription implements StructureContract<QueueStep> {
    @Override
    public long alignment() {
        return Long.BYTES;
    }

    @Override
    public boolean waits() {
        return false;
    }
}
