// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.messaging.library.Prerequisites;
import dev.duality.shm.FileUnusable;
import dev.duality.shm.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A transport through the kernel. Where both ends are in this process they are connected at once, and how many
/// messages are under way is counted there. Where they are in several, see [TransportOptions#apart], each process opens
/// the same channels, and an end looks for its other when it is used: until then an offer is refused, and a poll finds
/// nothing.
public abstract class SocketTransport implements Transport {
    /// A pipe, by `java.nio.channels.Pipe`.
    public static final class OfPipe extends SocketTransport {
        public OfPipe() {
            super("pipe", "a pipe: bytes through the kernel, a system call at each end", Contract.Reach.PROCESSES);
        }

        @Override
        Apart apart(TransportOptions options, String channel) throws IOException {
            NamedPipes kernel = NamedPipes.ofThisMachine();
            Path there = options.common().orElseThrow().resolve(channel + ".pipe");
            Path back = options.common().orElseThrow().resolve(channel + ".back");
            kernel.make(there);
            kernel.make(back);
            return new Apart(new PipeEnd(kernel, there, back), new PipeEnd(kernel, back, there));
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
        public OfUnixSocket() {
            super(
                    "unix-socket",
                    "a Unix domain socket: a stream through the kernel, without a network",
                    Contract.Reach.PROCESSES);
        }

        @Override
        Apart apart(TransportOptions options, String channel) throws IOException {
            Path path = options.common().orElseThrow().resolve(channel + ".socket");
            return new Apart(new CallingEnd(new PathMeeting(path)), new ListeningEnd(new PathMeeting(path)));
        }

        @Override
        Ends connect(Path folder, int number) throws IOException {
            Path path = folder.resolve(number + ".socket");
            PathMeeting.requireShort(path.toString());
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

    /// TCP on a port that the system gives: on the loopback, unless the other end is on another host.
    public static final class OfTcp extends SocketTransport {
        public OfTcp() {
            super(
                    "tcp",
                    "TCP, without delay: a stream through the network's whole stack; on the loopback, or between hosts",
                    Contract.Reach.HOSTS);
        }

        @Override
        Apart apart(TransportOptions options, String channel) throws IOException {
            InetAddress own = options.address().isPresent()
                    ? InetAddress.getByName(options.address().get())
                    : InetAddress.getLoopbackAddress();
            Region line = Region.allocate(Region.LINE);
            return new Apart(new CallingEnd(new PortMeeting(line, own)), new ListeningEnd(new PortMeeting(line, own)));
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
    private final Contract.Reach reach;

    SocketTransport(String name, String description, Contract.Reach reach) {
        this.name = name;
        this.description = description;
        this.reach = reach;
    }

    /// The two ends of a channel whose others are in other processes. Each process uses one of them, or none.
    record Apart(SendingEnd out, ByteChannel in) {}

    /// Connects two ends that never wait.
    /// @param folder of our own
    /// @param number of the channel
    abstract Ends connect(Path folder, int number) throws IOException;

    /// Makes two ends that are not connected yet.
    /// @param channel its name, the same in all processes, and no other channel's
    abstract Apart apart(TransportOptions options, String channel) throws IOException;

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
                Contract.Many.ONE, Contract.Many.ONE, true, Contract.Order.FIFO, false, Contract.Passing.COPIES, reach);
    }

    @Override
    public Optional<String> unavailable() {
        return Prerequisites.writable(TransportOptions.defaults().filesIn());
    }

    @Override
    public final Carrier start(TransportOptions options) {
        Prerequisites.require(this, Prerequisites.writable(options.filesIn()));
        return options.apart()
                ? new ApartCarrier(options)
                : new SocketCarrier(ScratchFolder.create(options.filesIn(), name), new Flusher(Flusher.PATIENCE));
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
                return new SocketChannelOfFrames(
                        connect(folder.path(), opened++), flusher, Credits.ofWords(spec), spec);
            } catch (IOException e) {
                throw unconnected(e);
            }
        }

        @Override
        public void close() {
            flusher.close();
            folder.close();
        }
    }

    private FileUnusable unconnected(IOException e) {
        return new FileUnusable("cannot connect a " + name, e);
    }

    /// Opens channels that other processes open as well. Its files are in a folder that somebody else removes.
    private final class ApartCarrier implements Carrier {
        private final TransportOptions options;
        private final Flusher flusher = new Flusher(Flusher.PATIENCE);
        private int opened;

        ApartCarrier(TransportOptions options) {
            this.options = options;
        }

        @Override
        public Channel open(ChannelSpec spec) {
            contract().require(name, spec);
            try {
                Apart ends = apart(options, opened++ + "-" + spec.name());
                return new SocketChannelOfFrames(
                        new Ends(ends.out(), ends.in()),
                        flusher,
                        new ReturnedCredits(spec.capacity(), ends.out(), ends.in()),
                        spec);
            } catch (IOException e) {
                throw unconnected(e);
            }
        }

        @Override
        public void close() {
            flusher.close();
        }
    }
}
