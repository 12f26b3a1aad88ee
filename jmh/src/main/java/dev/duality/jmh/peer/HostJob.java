// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import dev.duality.messaging.mpi.Mpi;
import dev.duality.messaging.mpi.MpiMemory;
import dev.duality.messaging.mpi.RankPing;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// The job of which this process is a rank, where the parties of a kernel are on several hosts: rank 0 measures, each
/// other rank is a peer. All ranks join it once, at their start.
public final class HostJob {
    /// For all regions of all kernels that a process opens, one after the other.
    private static final long WINDOW_BYTES = 64 << 20;

    /// In place of a port: the client will not wait for this peer.
    static final int NEVER = -1;

    private final Mpi mpi;
    private final MpiMemory memory;
    private final Region ports; // for each rank, on which port the client waits for it; 0 before it does
    private final Optional<RankPing> ping; // at rank 0, before anything else is on its way
    private final Region leashes; // for each rank, how far its worker may go and is

    /// Joined once.
    private static final class Joined {
        static final HostJob JOB = new HostJob(Mpi.ofThisProcess());

        private Joined() {}
    }

    private HostJob(Mpi mpi) {
        this.mpi = mpi;
        this.memory = MpiMemory.open(mpi, WINDOW_BYTES);
        this.ports = memory.allocate((long) Region.LINE * mpi.size());
        this.ping = RankPing.measure(mpi);
        this.leashes = memory.allocate(RemoteCaller.BYTES * mpi.size());
    }

    /// That of this process. The first call waits until all ranks have come here.
    /// @throws IllegalStateException if there is no Open MPI
    public static HostJob ofThisProcess() {
        return Joined.JOB;
    }

    Mpi mpi() {
        return mpi;
    }

    /// The times of its messages by themselves; empty but at rank 0.
    Optional<RankPing> ping() {
        return ping;
    }

    /// The greatest number of peers.
    int peers() {
        return mpi.size() - 1;
    }

    /// The peer's number, from 0.
    public int number() {
        return mpi.rank() - 1;
    }

    /// The memory that the kernels of all ranks have in common.
    public MpiMemory memory() {
        return memory;
    }

    /// That of the worker at a peer, the same for all of its loads.
    RemoteCaller.Leash leash(int peer) {
        return RemoteCaller.Leash.of(leashes, RemoteCaller.BYTES * (1 + peer));
    }

    /// That of the worker at this peer.
    public RemoteCaller.Leash leash() {
        return leash(number());
    }

    /// Says to a peer that its client waits for it.
    void call(int peer, int port) {
        ports.setRelease((long) Region.LINE * (1 + peer), port);
    }

    /// Waits until the client waits for this peer, and connects to it.
    /// @param client its host
    /// @return empty if it never will
    /// @throws IOException if that host cannot be reached
    public Optional<PeerLines> connect(String client) throws IOException {
        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
        long word = (long) Region.LINE * mpi.rank();
        int port = 0;
        for (int attempt = 0; port == 0; attempt++) {
            port = (int) ports.getAcquire(word);
            wait.idle(attempt);
        }
        if (port == NEVER) {
            return Optional.empty();
        }
        InetSocketAddress address = new InetSocketAddress(client, port);
        if (address.isUnresolved()) {
            throw new ConnectException("this host does not know the host '" + client + "'");
        }
        return Optional.of(new PeerLines(SocketChannel.open(address)));
    }

    /// Leaves the job, and waits until all ranks do.
    public void leave() {
        mpi.end();
    }
}
