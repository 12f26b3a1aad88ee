// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerTest {
    /// @param dumps whether it can be asked for the stacks of its threads
    record Silent(boolean dumps) implements Launcher.Started {
        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public String ending() {
            return "was silent";
        }

        @Override
        public boolean dump() {
            return dumps;
        }

        @Override
        public void end() {}
    }

    /// No signal reaches a peer on another host.
    @ParameterizedTest
    @CsvSource({"true, the log has a dump of its threads", "false, no dump of its threads could be had"})
    void aPeerThatDoesNotAnswerIsSaidToHaveDumpedItsThreadsOnlyIfItWasAsked(
            boolean dumps, String told, @TempDir Path folder) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("control"));
        try (ServerSocketChannel listening =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel far = SocketChannel.open(address);
                Peer peer = new Peer(3, new Silent(dumps), new PeerLines(listening.accept()))) {
            PeerFailed failed = assertThrows(PeerFailed.class, () -> peer.ask("open", Map.of(), 1));

            assertEquals(
                    "the process of peer 3 has not answered 'open' for 0 s; " + told,
                    failed.getMessage(),
                    far::toString);
        }
    }
}
