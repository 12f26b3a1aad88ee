// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.shm.Diagnosis;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// A socket with a name in a folder that both processes share, and nobody else may enter. It gets its name once
/// somebody listens to it, so whoever finds the name can call.
final class PathMeeting implements Meeting {
    /// The most bytes that fit into the kernel's address, the ending zero not included.
    private static final int LONGEST_PATH = 107;

    private static final String UNNAMED = ".new";

    private final Path path;

    /// @throws IOException if the path is too long for a socket
    PathMeeting(Path path) throws IOException {
        this.path = path;
        requireShort(path.resolveSibling(path.getFileName() + UNNAMED).toString());
    }

    static void requireShort(String path) throws IOException {
        int length = path.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new IOException("the path of a socket has %d bytes at most, and this has %d; give a shorter directory"
                    .formatted(LONGEST_PATH, length));
        }
    }

    @Override
    public ServerSocketChannel listen() throws IOException {
        if (Files.exists(path)) {
            throw new IOException(
                    "somebody has listened at %s before; remove the file, or give another directory".formatted(path));
        }
        Path unnamed = path.resolveSibling(path.getFileName() + UNNAMED);
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listening.bind(UnixDomainSocketAddress.of(unnamed), 1);
            Files.move(unnamed, path, StandardCopyOption.ATOMIC_MOVE);
            return listening;
        } catch (IOException e) {
            listening.close();
            throw new IOException(
                    "cannot listen at %s: %s; remove the file, or give another directory"
                            .formatted(unnamed, Diagnosis.reason(e)),
                    e);
        }
    }

    @Override
    public Optional<SocketChannel> call() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path)); // at once: there is no way between
            return Optional.of(channel);
        } catch (IOException e) {
            channel.close();
            throw unanswered(e);
        }
    }

    @Override
    public String place() {
        return path.toString();
    }

    /// There is none: nobody else may enter the folder.
    @Override
    public long token() {
        return 0;
    }

    @Override
    public void done() throws IOException {
        Files.deleteIfExists(path);
    }
}
