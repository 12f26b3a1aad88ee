// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;

/// A folder, and the queues in it.
final class ChronicleCarrier implements Transport.Carrier {
    private final ChronicleTransport transport;
    private final ScratchFolder folder;
    private int opened;

    ChronicleCarrier(ChronicleTransport transport, TransportOptions options) {
        this.transport = transport;
        this.folder = options.common()
                .map(ScratchFolder::common)
                .orElseGet(() -> ScratchFolder.create(options.filesIn(), transport.name()));
    }

    @Override
    public Channel open(ChannelSpec spec) {
        transport.contract().require(transport.name(), spec);
        FileSizes sizes = FileSizes.of(spec, folder.usableBytes());
        return new ChronicleChannel(folder, opened++ + "-" + spec.name(), spec, sizes);
    }

    @Override
    public void close() {
        folder.close();
    }
}
