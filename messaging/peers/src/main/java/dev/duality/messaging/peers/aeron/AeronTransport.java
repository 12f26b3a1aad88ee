// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.messaging.library.Prerequisites;
import dev.duality.shm.Diagnosis;
import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/// Messages in Aeron's logs. The media driver is one thread inside the process that sleeps between its turns, a
/// millisecond each; where a kernel has several processes it is in the one that opens its channels first, which is the
/// client's, and the others find it by its directory in the folder that all have.
public final class AeronTransport implements Transport {
    private static final String INSIDE = "jdk.internal.misc";

    private final Function<Path, Aeron> connecting;

    public AeronTransport() {
        this(AeronTransport::connect);
    }

    /// @param connecting connects a client with the driver whose directory it is given
    AeronTransport(Function<Path, Aeron> connecting) {
        this.connecting = connecting;
    }

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
                Contract.Reach.PROCESSES);
    }

    @Override
    public Optional<String> unavailable() {
        return Prerequisites.open(AeronTransport.class.getModule(), INSIDE)
                .or(() -> Prerequisites.writable(TransportOptions.defaults().filesIn()));
    }

    @Override
    public Carrier start(TransportOptions options) {
        Prerequisites.require(this, unavailable().or(() -> Prerequisites.writable(options.filesIn())));
        ScratchFolder folder = options.common()
                .map(ScratchFolder::common)
                .orElseGet(() -> ScratchFolder.create(options.filesIn(), name()));
        try {
            return started(folder, options.apart());
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    /// Leaves no driver behind where it throws.
    private Carrier started(ScratchFolder folder, boolean apart) {
        Path directory = folder.path().resolve("aeron");
        Optional<MediaDriver> driver = Files.exists(directory) ? Optional.empty() : Optional.of(launch(directory));
        try {
            return new AeronCarrier(this, apart, folder, driver, connecting.apply(directory));
        } catch (RuntimeException | Error e) {
            driver.ifPresent(MediaDriver::close);
            throw e;
        }
    }

    private static MediaDriver launch(Path directory) {
        return MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
                .performStorageChecks(false)
                .warnIfDirectoryExists(false)
                .dirDeleteOnShutdown(true));
    }

    private static Aeron connect(Path directory) {
        return Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(directory.toString())
                // Aeron's own ends the JVM when the driver's process has gone, which whoever started it tells.
                .errorHandler(AeronTransport::tell)
                .idleStrategy(new SleepingMillisIdleStrategy(1)));
    }

    private static void tell(Throwable error) {
        System.err.println("Aeron: " + Diagnosis.said(error));
    }

    /// A client of a media driver, and the driver unless it is another process's.
    private static final class AeronCarrier implements Carrier {
        private final AeronTransport transport;
        private final boolean apart;
        private final ScratchFolder folder;
        private final Optional<MediaDriver> driver;
        private final Aeron aeron;
        private int streams;

        AeronCarrier(
                AeronTransport transport,
                boolean apart,
                ScratchFolder folder,
                Optional<MediaDriver> driver,
                Aeron aeron) {
            this.transport = transport;
            this.apart = apart;
            this.folder = folder;
            this.driver = driver;
            this.aeron = aeron;
        }

        @Override
        public Channel open(ChannelSpec spec) {
            transport.contract().require(transport.name(), spec);
            return new AeronChannel(aeron, ++streams, spec, apart);
        }

        @Override
        public void close() {
            aeron.close();
            driver.ifPresent(MediaDriver::close);
            folder.close();
        }
    }
}
