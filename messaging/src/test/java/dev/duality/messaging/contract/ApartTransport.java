// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.shm.CommonMemory;
import dev.duality.shm.Hardware;
import java.util.Optional;

/// A transport whose channels are opened twice, as two processes open them: the sender's end is of the one opening, the
/// receiver's of the other, and they have in common what processes have, a folder and memory. The checks of a transport
/// can so be made of ends that are apart. A receiver has looked once before it is asked for: a sender that comes before
/// it is refused, as the checks of one thread would not expect.
public final class ApartTransport implements Transport {
    private final Transport transport;

    /// @param transport one that reaches processes
    public ApartTransport(Transport transport) {
        this.transport = transport;
    }

    @Override
    public String name() {
        return transport.name();
    }

    @Override
    public String description() {
        return transport.description();
    }

    @Override
    public Contract contract() {
        return transport.contract();
    }

    @Override
    public Optional<String> unavailable() {
        return transport.unavailable();
    }

    @Override
    public Carrier start(TransportOptions options) {
        ScratchFolder common = ScratchFolder.create(options.filesIn(), "apart");
        try {
            Carrier near = transport.start(options.withCommon(common.path()));
            try {
                return new Twice(
                        common,
                        new CommonMemory(common.path()),
                        new CommonMemory(common.path()),
                        near,
                        transport.start(options.withCommon(common.path())));
            } catch (RuntimeException | Error e) {
                near.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            common.close();
            throw e;
        }
    }

    /// A channel of it.
    ///
    /// @param sending as the one process has it
    /// @param receiving as the other has it
    public record Ends(Channel sending, Channel receiving) implements Channel {
        @Override
        public Sender sender() {
            return sending.sender();
        }

        @Override
        public Receiver receiver() {
            return receiving.receiver();
        }

        @Override
        public void close() {
            sending.close();
            receiving.close();
        }
    }

    private record Twice(ScratchFolder common, Hardware here, Hardware there, Carrier near, Carrier far)
            implements Carrier {
        @Override
        public Channel open(ChannelSpec spec) {
            Channel sending = Hardware.in(here, () -> near.open(spec));
            Channel receiving = Hardware.in(there, () -> far.open(spec));
            receiving.receiver().poll(_ -> {}, 1); // from now on it is there for whoever sends
            return new Ends(sending, receiving);
        }

        @Override
        public void close() {
            far.close();
            near.close();
            common.close();
        }
    }
}
