// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.folder.ScratchFolder;
import java.nio.file.Path;

/// A folder, and the queues in it.
final class ChronicleCarrier implements Transport.Carrier {
    private final ChronicleTransport transport;
    private final ScratchFolder folder;
    private int opened;

    ChronicleCarrier(ChronicleTransport transport, Path directory) {
        this.transport = transport;
        this.folder = ScratchFolder.create(directory, transport.name());
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
