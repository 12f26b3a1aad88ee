// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.ProcessDefaults;
import dev.duality.jmh.peer.PeerLines;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// The main of a peer: a process that is a server or a worker of a kernel that another process measures.
public final class PeerMain {
    private PeerMain() {}

    /// @param args the path of the client's socket, in a folder of the client's own; the peer's number
    public static void main(String[] args) {
        ProcessDefaults.apply();
        Path control = Path.of(args[0]);
        int status = 0;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(control))) {
            PeerLines lines = new PeerLines(channel);
            lines.write(PeerLines.HELLO + args[1]);
            new PeerLoop(lines, () -> end(control, 0)).run();
        } catch (IOException e) {
            System.err.println("peer " + args[1] + " cannot reach its client: " + e.getMessage());
            status = 1;
        }
        end(control, status);
    }

    /// Ends this process, whatever its threads do, and removes what a client that was killed has left.
    private static void end(Path control, int status) {
        Orphan.removeWhatIsLeft(control.toAbsolutePath().getParent());
        Runtime.getRuntime().halt(status);
    }
}
