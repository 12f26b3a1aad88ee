// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.disruptor;

import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;

/// Messages in the events of a LMAX Disruptor's ring, which are made once.
public final class DisruptorTransport implements Transport {
    @Override
    public String name() {
        return "disruptor";
    }

    @Override
    public String description() {
        return "LMAX Disruptor 4: a ring of events that are made once, polled";
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
    public Carrier start(TransportOptions options) {
        return Carrier.ofSeparate(this, DisruptorChannel::new);
    }
}
