// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A transport through the kernel. Both ends are made in this process, and how many messages are under way is counted
/// there, so its reach is that of threads, although the bytes could go further.
public abstract class SocketTransport implements Transport {
    /// A pipe, by `java.nio.channels.Pipe`.
    public static final class OfPipe extends SocketTransport {
        public OfPipe() {
            super("pipe", "a pipe: bytes through the kernel, a system call at each end");
        }

        @Override
        Ends connect(Path folder, int number) throws IOException {
            Pipe pipe = Pipe.open();
            pipe.sink().configureBlocking(false);
            pipe.source().configureBlocking(false);
            return new Ends(pipe.sink(), pipe.source());
        }
    }

    /// A stream socket with a name in the file system.
    public static final class OfUnixSocket extends SocketTransport {
        /// The most bytes that fit into the kernel's address, the ending zero included.
        private static final int LONGEST_PATH = 107;

        public OfUnixSocket() {
            super("unix-socket", "a Unix domain socket: a stream through the kernel, without a network");
        }

        @Override
        Ends connect(Path folder, int number) throws IOException {
            Path path = folder.resolve(number + ".socket");
            if (path.toString().length() > LONGEST_PATH) {
                throw new IOException("the path of a socket has %d characters at most; give a shorter directory"
                        .formatted(LONGEST_PATH));
            }
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(path));
                SocketChannel out = SocketChannel.open(server.getLocalAddress());
                try {
                    return ends(out, server.accept());
                } catch (IOException e) {
                    out.close();
                    throw e;
                }
            } finally {
                Files.deleteIfExists(path);
            }
        }
    }

    /// TCP between two sockets on the loopback, on a port that the system gives.
    public static final class OfTcp extends SocketTransport {
        public OfTcp() {
            super("tcp", "TCP on the loopback, without delay: a stream through the network's whole stack");
        }

        @Override
        Ends connect(Path folder, int number) throws IOException {
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
                SocketChannel out = SocketChannel.open(server.getLocalAddress());
                try {
                    out.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    SocketAddress own = out.getLocalAddress();
                    SocketChannel in = server.accept();
                    while (!in.getRemoteAddress().equals(own)) { // somebody else's, who tried this port
                        in.close();
                        in = server.accept();
                    }
                    return ends(out, in);
                } catch (IOException e) {
                    out.close();
                    throw e;
                }
            }
        }
    }

    private final String name;
    private final String description;

    SocketTransport(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /// Connects two ends that never wait.
    /// @param folder of our own
    /// @param number of the channel
    abstract Ends connect(Path folder, int number) throws IOException;

    static Ends ends(SocketChannel out, SocketChannel in) throws IOException {
        out.configureBlocking(false);
        in.configureBlocking(false);
        return new Ends(out, in);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Contract contract() {
        return new Contract(
                Contract.Many.ONE,
                Contract.Many.ONE,
                true,
                Contract.Order.FIFO,
                false,
                Contract.Passing.COPIES,
                Contract.Reach.THREADS);
    }

    @Override
    public Optional<String> unavailable() {
        return unwritable(TransportOptions.defaults().filesIn());
    }

    private static Optional<String> unwritable(Path directory) {
        return Files.isDirectory(directory) && Files.isWritable(directory)
                ? Optional.empty()
                : Optional.of("cannot write files in " + directory + "; give another directory");
    }

    @Override
    public final Carrier start(TransportOptions options) {
        unwritable(options.filesIn()).ifPresent(reason -> {
            throw new IllegalStateException(name + " cannot be used: " + reason);
        });
        return new SocketCarrier(ScratchFolder.create(options.filesIn(), name), new Flusher());
    }

    /// The things that the channels share: a folder for names, and the thread that ends what was begun.
    private final class SocketCarrier implements Carrier {
        private final ScratchFolder folder;
        private final Flusher flusher;
        private int opened;

        SocketCarrier(ScratchFolder folder, Flusher flusher) {
            this.folder = folder;
            this.flusher = flusher;
        }

        @Override
        public Channel open(ChannelSpec spec) {
            contract().require(name, spec);
            try {
                return new SocketChannelOfFrames(connect(folder.path(), opened++), flusher, spec);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot connect a " + name + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            flusher.close();
            folder.close();
        }
    }
}
