// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A process that sends to itself while its disk is filled by another file. Its arguments are the directory, and how
/// long the payloads are. Ends with 7 and one line if there is no room any more.
final class Filled {
    private static final int BEFORE = 3_000;
    private static final int MOST = 10_000_000;

    private Filled() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        int payloadBytes = Integer.parseInt(arguments[1]);
        Transport.Carrier carrier = new ChronicleTransport().start(new TransportOptions(Optional.of(directory)));
        Channel channel = carrier.open(new ChannelSpec("filled", 1, 1, 64, payloadBytes));
        Channel.Sender sender = channel.sender();
        Channel.Receiver receiver = channel.receiver();
        try {
            for (int sent = 0; sent < MOST; sent++) {
                if (sent == BEFORE) {
                    fill(directory.resolve("filler"));
                }
                sender.message().payload().length(payloadBytes);
                sender.offer();
                receiver.poll(_ -> {}, 16);
            }
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
            System.exit(7);
        }
        System.exit(8);
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] page = new byte[4096];
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            if (Files.getFileStore(file).getUsableSpace() > 0) {
                throw e;
            }
        }
    }
}
