// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.structure.QueueStep;

class SlotRingContractTest extends SlotRingDescription implements StructureContract<QueueStep> {
    @Override
    public boolean waits() {
        return false;
    }
}
