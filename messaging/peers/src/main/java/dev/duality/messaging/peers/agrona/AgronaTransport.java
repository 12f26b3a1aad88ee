// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.agrona;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.library.Prerequisites;
import java.util.Optional;

/// Messages in Agrona's rings of bytes: for one producer or for many, as a channel needs it.
public final class AgronaTransport implements Transport {
    private static final String INSIDE = "jdk.internal.misc";

    @Override
    public String name() {
        return "agrona-ring";
    }

    @Override
    public String description() {
        return "Agrona's OneToOneRingBuffer, or ManyToOneRingBuffer: records of bytes, claimed and committed";
    }

    @Override
    public Contract contract() {
        return new Contract(
                Contract.Many.MANY,
                Contract.Many.ONE,
                true,
                Contract.Order.FIFO,
                false,
                Contract.Passing.COPIES,
                Contract.Reach.THREADS);
    }

    @Override
    public Optional<String> unavailable() {
        return Prerequisites.open(AgronaTransport.class.getModule(), INSIDE);
    }

    @Override
    public Carrier start(TransportOptions options) {
        Prerequisites.require(this, unavailable());
        return Carrier.ofSeparate(this, AgronaChannel::new);
    }
}
