// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.contract.TransportContract;
import dev.duality.shm.Region;
import java.util.List;
import java.util.stream.LongStream;

class RingTransportTest implements TransportContract {
    @Override
    public Transport transport() {
        return new RingTransport();
    }

    @Override
    public List<Worn> worn(ChannelSpec spec) {
        return LongStream.of((1L << 31) - 3, (1L << 32) - 3, Long.MAX_VALUE - 3, -3)
                .mapToObj(carried -> {
                    Region region = Region.allocate(SlotRing.bytes(spec.capacity(), spec.payloadBytes()));
                    region.setPlain(0, carried); // the word `taken`: where both ends begin
                    return new Worn(
                            "after " + carried, new SlotRing(region, 0, spec.capacity(), spec.payloadBytes(), true));
                })
                .toList();
    }
}
