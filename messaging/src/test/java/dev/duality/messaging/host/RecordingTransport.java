// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.host;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import java.util.ArrayList;
import java.util.List;

/// Writes down what is opened and closed. Nothing can be sent.
final class RecordingTransport implements Transport {
    final List<String> log = new ArrayList<>();
    private final Contract.Many producers;
    private final int most;

    /// @param most how many channels it makes before it fails
    RecordingTransport(Contract.Many producers, int most) {
        this.producers = producers;
        this.most = most;
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public String description() {
        return "writes down what is opened and closed";
    }

    @Override
    public Contract contract() {
        return new Contract(
                producers,
                Contract.Many.ONE,
                true,
                Contract.Order.FIFO,
                false,
                Contract.Passing.COPIES,
                Contract.Reach.THREADS);
    }

    @Override
    public Carrier start(TransportOptions options) {
        log.add("start");
        return new Carrier() {
            private int opened;

            @Override
            public Channel open(ChannelSpec spec) {
                if (opened++ == most) {
                    throw new IllegalStateException("no more than " + most);
                }
                log.add("open " + spec.name() + " for " + spec.producers());
                return new Channel() {
                    @Override
                    public Sender sender() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Receiver receiver() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public void close() {
                        log.add("close " + spec.name());
                    }
                };
            }

            @Override
            public void close() {
                log.add("end");
            }
        };
    }
}
