// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/// Messages in Aeron's logs between threads. The media driver is one thread inside the process that sleeps between its
/// turns, a millisecond each.
public final class AeronTransport implements Transport {
    private static final String INSIDE = "jdk.internal.misc";

    @Override
    public String name() {
        return "aeron-ipc";
    }

    @Override
    public String description() {
        return "Aeron IPC: logs in shared memory, by a media driver inside the process";
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
        if (!Object.class.getModule().isOpen(INSIDE, AeronTransport.class.getModule())) {
            return Optional.of("this JVM was started without --add-opens=java.base/" + INSIDE
                    + "=ALL-UNNAMED; add it, or start by ./duality");
        }
        return unwritable(TransportOptions.defaults().filesIn());
    }

    private static Optional<String> unwritable(Path directory) {
        return Files.isDirectory(directory) && Files.isWritable(directory)
                ? Optional.empty()
                : Optional.of("cannot write files in " + directory + "; give another directory");
    }

    @Override
    public Carrier start(TransportOptions options) {
        unavailable().or(() -> unwritable(options.filesIn())).ifPresent(reason -> {
            throw new IllegalStateException("aeron-ipc cannot be used: " + reason);
        });
        return new AeronCarrier(this, ScratchFolder.create(options.filesIn(), name()));
    }

    /// A media driver and its client.
    private static final class AeronCarrier implements Carrier {
        private final AeronTransport transport;
        private final ScratchFolder folder;
        private final MediaDriver driver;
        private final Aeron aeron;
        private int streams;

        AeronCarrier(AeronTransport transport, ScratchFolder folder) {
            this.transport = transport;
            this.folder = folder;
            String directory = folder.path().resolve("aeron").toString();
            this.driver = MediaDriver.launch(new MediaDriver.Context()
                    .aeronDirectoryName(directory)
                    .threadingMode(ThreadingMode.SHARED)
                    .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
                    .performStorageChecks(false)
                    .warnIfDirectoryExists(false)
                    .dirDeleteOnShutdown(true));
            this.aeron = Aeron.connect(
                    new Aeron.Context().aeronDirectoryName(directory).idleStrategy(new SleepingMillisIdleStrategy(1)));
        }

        @Override
        public Channel open(ChannelSpec spec) {
            transport.contract().require(transport.name(), spec);
            return new AeronChannel(aeron, ++streams, spec);
        }

        @Override
        public void close() {
            aeron.close();
            driver.close();
            folder.close();
        }
    }
}
