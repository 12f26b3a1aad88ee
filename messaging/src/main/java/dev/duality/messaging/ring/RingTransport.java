// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Region;

/// The transport `ring`.
public final class RingTransport implements Transport {
    @Override
    public String name() {
        return "ring";
    }

    @Override
    public String description() {
        return "our flat ring over a region: a message of up to 24 bytes is one cache line";
    }

    @Override
    public Contract contract() {
        return new Contract(
                Contract.Many.ONE,
                Contract.Many.ONE,
                true,
                Contract.Order.FIFO,
                false,
                Contract.Passing.COPIES,
                Contract.Reach.PROCESSES);
    }

    @Override
    public boolean liesInRegions() {
        return true;
    }

    @Override
    public Carrier start(TransportOptions options) {
        return Carrier.ofSeparate(this, spec -> {
            Region region = Region.allocate(SlotRing.bytes(spec.capacity(), spec.payloadBytes()));
            return new SlotRing(region, 0, spec.capacity(), spec.payloadBytes(), true);
        });
    }
}
