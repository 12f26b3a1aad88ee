// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.shm.contract.StructureContract;

class SlotRingContractTest extends SlotRingDescription implements StructureContract<SlotRingDescription.Step> {
    @Override
    public boolean waits() {
        return false;
    }
}
