// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Starts the processes of peers. Each runs the main class [JavaLauncher#MAIN] with the path of the client's socket
/// and its own number.
public interface Launcher {
    /// A peer's process, as far as its client can get hold of it.
    interface Started {
        /// Whether it runs, as far as is known.
        boolean alive();

        /// The way in which it has ended, in words that go on from "it": `was killed by signal 9`.
        String ending();

        /// Has the stacks of its threads written where its output goes.
        /// @return whether it could be asked for them
        boolean dump();

        /// Ends it, whatever it does, and waits until it is gone.
        void end();
    }

    /// Listens to peers before they are started: on a socket in the file system, unless they come from farther.
    /// @param control where that is
    /// @param count how many may come at once
    default ServerSocketChannel listen(Path control, int count) throws IOException {
        Files.deleteIfExists(control);
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(control), count);
    }

    /// @param control the socket on which the client listens
    /// @param number of the peer, from 0
    /// @throws java.io.UncheckedIOException if it cannot be started
    Started start(Path control, int number);

    /// The first line of a peer, by which its client knows it.
    default String hello(int number) {
        return PeerLines.HELLO + number;
    }

    /// Gives up what it has not been asked to start, and never will be.
    default void close() {}
}
