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
import java.security.SecureRandom;
import java.util.Optional;

/// The job of which this process is a rank, where the parties of a kernel are on several hosts: rank 0 measures, each
/// other rank is a peer. All ranks join it once, at their start.
public final class HostJob {
    /// For all regions of all kernels that a process opens, one after the other.
    private static final long WINDOW_BYTES = 64 << 20;

    /// In place of a call: the client will not wait for this peer.
    static final long NEVER = -1;

    private final Mpi mpi;
    private final MpiMemory memory;
    private final Region calls; // for each rank the call of its client; 0 before there is one
    private final Optional<RankPing> ping; // at rank 0, before anything else is on its way
    private final Region leashes; // for each rank, how far its worker may go and is

    /// The call of a client that waits for peers: where it does, and what they say so that it takes them for peers. It
    /// is a word of the window, which only ranks of the job read.
    ///
    /// @param port of the client's host
    /// @param key a random number of 47 bits, another one of each call
    record Call(int port, long key) {
        private static final int PORT_BITS = 16;
        private static final int KEY_BITS = Long.SIZE - 1 - PORT_BITS;

        static Call to(int port) {
            return new Call(port, new SecureRandom().nextLong(1, 1L << KEY_BITS));
        }

        /// That of a word.
        static Call of(long word) {
            return new Call((int) (word & (1 << PORT_BITS) - 1), word >>> PORT_BITS);
        }

        /// All of it in one word above 0.
        long word() {
            return key << PORT_BITS | port;
        }

        /// The first line of a peer.
        String hello(int number) {
            return PeerLines.HELLO + number + " " + Long.toHexString(key);
        }
    }

    /// Joined once.
    private static final class Joined {
        static final HostJob JOB = new HostJob(Mpi.ofThisProcess());

        private Joined() {}
    }

    private HostJob(Mpi mpi) {
        this.mpi = mpi;
        this.memory = MpiMemory.open(mpi, WINDOW_BYTES);
        this.calls = memory.allocate((long) Region.LINE * mpi.size());
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
    /// @param word of a [Call], or [#NEVER]
    void call(int peer, long word) {
        calls.setRelease((long) Region.LINE * (1 + peer), word);
    }

    /// Waits until the client waits for this peer, connects to it, and says who it is.
    /// @param client its host
    /// @return empty if it never will
    /// @throws IOException if that host cannot be reached
    public Optional<PeerLines> connect(String client) throws IOException {
        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
        long place = (long) Region.LINE * mpi.rank();
        long word = 0;
        for (int attempt = 0; word == 0; attempt++) {
            word = calls.getAcquire(place);
            wait.idle(attempt);
        }
        if (word == NEVER) {
            return Optional.empty();
        }
        Call call = Call.of(word);
        InetSocketAddress address = new InetSocketAddress(client, call.port());
        if (address.isUnresolved()) {
            throw new ConnectException("this host does not know the host '" + client + "'");
        }
        PeerLines lines = new PeerLines(SocketChannel.open(address));
        lines.write(call.hello(number()));
        return Optional.of(lines);
    }

    /// Leaves the job, and waits until all ranks do.
    public void leave() {
        mpi.end();
    }
}
