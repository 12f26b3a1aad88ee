// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerKernelTest {
    private static final int PATIENCE_SECONDS = 5;

    private static final class Local implements Kernel {
        private final CountDownLatch closing = new CountDownLatch(1);

        @Override
        public void start(ThreadFactory factory) {}

        @Override
        public Caller caller(int worker) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long digest() {
            return 0;
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of();
        }

        @Override
        public void close() {
            closing.countDown();
        }
    }

    /// Such as one with the other end of a connection, which waits until this end has read all, or is closed.
    private static String answerOnceOursCloses(SocketChannel far, Local local) {
        try (PeerLines lines = new PeerLines(far)) {
            String asked = lines.read().orElseThrow();
            boolean closes = local.closing.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            lines.write(PeerLines.DONE);
            return asked.strip() + (closes ? ", and ours closed" : ", and ours waited for it");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itClosesWhileItsPeersDoForTheyMayWaitForIt(@TempDir Path folder) throws Exception {
        Workload counter = Catalog.workload("counter", PeerKernelTest.class.getClassLoader());
        Setting setting = Setting.of(counter, Values.of(counter, Map.of())).withPlacement(Placement.PROCESSES);
        Local local = new Local();
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("control"));
        Path common = Files.createDirectory(folder.resolve("common"));
        try (ServerSocketChannel listening =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel far = SocketChannel.open(address);
                Peer peer = new Peer(0, new PeerTest.Silent(false), new PeerLines(listening.accept()))) {
            CompletableFuture<String> answered = CompletableFuture.supplyAsync(() -> answerOnceOursCloses(far, local));

            new PeerKernel(setting, true, local, List.of(new PeerKernel.Party(peer, 0, OptionalInt.empty())), common)
                    .close();

            assertEquals("close, and ours closed", answered.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }
}
