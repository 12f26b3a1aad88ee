// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.messaging.library.Prerequisites;
import dev.duality.shm.FileUnusable;
import dev.duality.shm.Slip;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Messages over UDP, by Aeron: on the loopback, or between hosts. Each process has a media driver of its own, and one
/// port, which the system gives.
public final class AeronUdpTransport implements Transport {
    private static final String INSIDE = "jdk.internal.misc";

    @Override
    public String name() {
        return "aeron-udp";
    }

    @Override
    public String description() {
        return "Aeron over UDP, by a media driver inside each process: on the loopback, or between hosts";
    }

    @Override
    public Contract contract() {
        return new Contract(
                Contract.Many.ONE,
                Contract.Many.ONE,
                true,
                Contract.Order.FIFO,
                false,
                Contract.Passing.COPIES,
                Contract.Reach.HOSTS);
    }

    @Override
    public Optional<String> unavailable() {
        return Prerequisites.open(AeronUdpTransport.class.getModule(), INSIDE)
                .or(() -> Prerequisites.writable(TransportOptions.defaults().filesIn()));
    }

    @Override
    public Optional<String> rejects(ChannelSpec spec, int channels) {
        return UdpChannel.rejects(spec);
    }

    @Override
    public Carrier start(TransportOptions options) {
        Prerequisites.require(this, unavailable().or(() -> Prerequisites.writable(options.filesIn())));
        ScratchFolder folder = options.common()
                .map(ScratchFolder::common)
                .orElseGet(() -> ScratchFolder.create(options.filesIn(), name()));
        try {
            InetAddress own = options.address().isPresent()
                    ? InetAddress.getByName(options.address().get())
                    : InetAddress.getLoopbackAddress();
            return new UdpCarrier(new OwnDriver(fresh(folder.path()), own), folder, options.apart());
        } catch (IOException e) {
            folder.close();
            throw new FileUnusable("cannot make a folder in " + folder.path(), e, "give another directory");
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    /// A name for a driver's directory, where other processes may have theirs beside it.
    private static Path fresh(Path folder) throws IOException {
        for (int number = 0; true; number++) {
            try {
                return Files.createDirectory(folder.resolve("udp-" + number)).resolve("aeron");
            } catch (FileAlreadyExistsException _) {
                // another process's
            }
        }
    }

    private final class UdpCarrier implements Carrier {
        private final OwnDriver driver;
        private final ScratchFolder folder;
        private final boolean apart;
        private int opened;

        UdpCarrier(OwnDriver driver, ScratchFolder folder, boolean apart) {
            this.driver = driver;
            this.folder = folder;
            this.apart = apart;
        }

        @Override
        public Channel open(ChannelSpec spec) {
            contract().require(name(), spec);
            rejects(spec, 1).ifPresent(reason -> {
                throw new Slip(name() + ": " + reason);
            });
            UdpChannel channel = new UdpChannel(driver, opened++, spec, apart);
            return apart ? channel : channel.connect();
        }

        @Override
        public void close() {
            driver.close();
            folder.close();
        }
    }
}
