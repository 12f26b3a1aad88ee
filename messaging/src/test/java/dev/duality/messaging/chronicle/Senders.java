// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A process that passes messages and is ended without closing anything: by `exit` or by `halt`, its first argument.
/// The second is the directory.
final class Senders {
    private Senders() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[1]);
        Transport.Carrier carrier = new ChronicleTransport().start(new TransportOptions(Optional.of(directory)));
        Channel channel = carrier.open(new ChannelSpec("left-open", 1, 1, 64, 16_384));
        CountDownLatch warm = new CountDownLatch(10_000); // a file or more
        daemon(() -> {
            Channel.Sender sender = channel.sender();
            while (true) {
                sender.message().payload().length(16_384);
                sender.offer();
            }
        });
        daemon(() -> {
            Channel.Receiver receiver = channel.receiver();
            while (true) {
                receiver.poll(_ -> warm.countDown(), 16);
            }
        });
        warm.await();
        if (arguments[0].equals("exit")) {
            System.exit(7);
        } else {
            Runtime.getRuntime().halt(8);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }
}
