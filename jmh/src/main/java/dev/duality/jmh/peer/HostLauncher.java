// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/// Calls peers that `mpirun` has started together with this process: they wait, as ranks of the same job.
public final class HostLauncher implements Launcher {
    private static final int BACKLOG = 64; // of strangers, so that none keeps a peer out

    private final HostJob job;
    private int called;
    private HostJob.Call call = HostJob.Call.to(0); // before anybody listens

    public HostLauncher(HostJob job) {
        this.job = job;
    }

    /// On all addresses of this host: peers come from others. So may strangers, who do not know the key of the call.
    @Override
    public ServerSocketChannel listen(Path control, int count) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress(0), BACKLOG + count);
        call = HostJob.Call.to(((InetSocketAddress) listening.getLocalAddress()).getPort());
        return listening;
    }

    /// @throws BadInput if the job has no such rank
    @Override
    public Started start(Path control, int number) {
        if (number >= job.peers()) {
            throw new BadInput(
                    "the cell needs %d hosts beside the first, one for each server, and --hosts has room for %d; use A:1,B:%d, or A:%d"
                            .formatted(number + 1, job.peers(), number + 1, number + 2));
        }
        job.call(number, call.word());
        called = number + 1;
        return new Rank();
    }

    @Override
    public String hello(int number) {
        return call.hello(number);
    }

    @Override
    public void close() {
        for (int peer = called; peer < job.peers(); peer++) {
            job.call(peer, HostJob.NEVER);
        }
    }

    /// `mpirun` has hold of it, and nobody else: when it dies the whole job is ended.
    private static final class Rank implements Started {
        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public String ending() {
            return "on another host has closed its connection";
        }

        @Override
        public boolean dump() {
            return false; // no signal of ours reaches it
        }

        @Override
        public void end() {
            // it ends when its connection does
        }
    }
}
