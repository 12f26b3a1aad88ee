// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.delegation;

import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;

/// Operations handed to one server, which answers them in batches: each client has a line for its request, and up to
/// [#GROUP] clients share a pair of lines for their replies, so that one write answers all of them (Roghanchi, Eriksson
/// and Basu, "ffwd: delegation is (much) faster than you think", SOSP 2017). No step is a read-modify-write.
///
/// - **Threads:** each client one at a time, one server at a time.
/// - **Ordering:** each operation happens-before the return of its result; operations happen one after the other.
/// - **Progress:** nothing waits inside; a client that finds no reply decides for itself how to wait.
/// - **Payloads:** none; a pair of lines has room for one word of each client.
public final class Delegation {
    /* A request has a toggle, the last bit of its first word; the replies of a group begin with a word that has a bit
     * for each client. A client's request is its own while its toggle and its bit are equal, the server's while they
     * differ. The replies are the server's; a client's result stays from its bit until its next request.
     * Tried by DelegationStress and DelegationTest.
     *
     *   client  K1 writes a and b          K2 release kind and toggle, flipped    K3 acquire bits, is its own like it?
     *           K4 reads the result
     *   server  S1 acquire toggle, does it differ from the bit?   S2 applies      and when it has looked at the group:
     *           S3 writes the results      S4 release bits, those of the batch flipped
     *
     * Nothing is read unwritten: S1 sees the K2 of a request, so K1 happens-before S2; K3 sees the S4 of its batch, or
     * a later one of the same bit, so S3 happens-before K4.
     * Nothing is lost or done twice: a client flips its toggle only when its bit was like it; the server, which alone
     * flips bits, flips one for each toggle it has seen flipped.
     * Results are gathered in memory of the server's own, and written together: clients read the line all the time, and
     * a result written by itself would have to get it back once more.
     * Weaker breaks it: with K2 or S4 opaque the other side may read a stale line.
     * Stronger is waste: each side stores, then looks at, words that only the other side stores.
     */
    /// The most clients that share a pair of lines for replies: its words but one.
    public static final int GROUP = Region.APART / Long.BYTES - 1;

    private static final int A = 1; // word 0 of a request is kind << 1 | toggle
    private static final int B = 2;
    private static final int PAD = Region.APART / Long.BYTES; // words of room around an array

    private final Region region;
    private final long requests;
    private final long replies;
    private final int clients;

    private static int groups(int clients) {
        return (clients + GROUP - 1) / GROUP;
    }

    /// The bytes that it takes.
    public static long bytes(int clients) {
        return ((long) clients + groups(clients)) * Region.APART;
    }

    /// A view onto [#bytes] bytes of a region.
    /// @param offset a multiple of [Region#APART]
    public Delegation(Region region, long offset, int clients) {
        RegionLayout.requireApart(offset);
        this.region = region;
        this.requests = offset;
        this.replies = offset + (long) clients * Region.APART;
        this.clients = clients;
    }

    private long request(int client) {
        return requests + (long) client * Region.APART;
    }

    /// The offset of a group's bits, behind which its results lie.
    private long reply(int group) {
        return replies + (long) group * Region.APART;
    }

    /// The client's end. Used by one thread at a time.
    public Client client(int client, WaitStrategy server) {
        return new Client(client, server);
    }

    /// The server's end. Used by one thread at a time.
    /// @param waits how each client waits for replies
    public Server server(Procedure state, WaitStrategy[] waits) {
        return new Server(state, waits);
    }

    /// The state that a client's end changes.
    abstract static class ClientFields extends Padding {
        long toggle; // of the last request
        boolean underWay;
    }

    /// A client's end: has one request under way at most.
    public final class Client extends ClientFields {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final long request;
        private final long bits;
        private final int place; // in its group
        private final WaitStrategy server;

        private Client(int client, WaitStrategy server) {
            this.request = request(client);
            this.bits = reply(client / GROUP);
            this.place = client % GROUP;
            this.server = server;
            this.toggle = region.getPlain(request) & 1;
        }

        /// Leaves a request.
        /// @return `false` if one is under way, and then nothing was written
        public boolean offer(int kind, long a, long b) {
            if (underWay) {
                return false;
            }
            underWay = true;
            toggle ^= 1;
            region.setPlain(request, A, a); // K1
            region.setPlain(request, B, b);
            region.setRelease(request, (long) kind << 1 | toggle); // K2
            server.signal();
            return true;
        }

        /// Whether the reply to the request under way is there.
        public boolean ready() {
            return (region.getAcquire(bits) >>> place & 1) == toggle; // K3
        }

        /// Takes the reply, which must be [#ready].
        /// @return the result
        public long take() {
            underWay = false;
            return region.getPlain(bits + Long.BYTES * (1L + place)); // K4
        }
    }

    /// The state that the server's end changes.
    abstract static class ServerFields extends Padding {
        long failedPolls;
    }

    /// The server's end: applies the requests it finds.
    public final class Server extends ServerFields {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final Procedure state;
        private final WaitStrategy[] waits;
        private final long[] answered; // the bits of each group, behind some room
        private final long[] results; // of the batch, likewise
        private final Payload none = new Payload(0);

        private Server(Procedure state, WaitStrategy[] waits) {
            this.state = state;
            this.waits = waits;
            this.answered = new long[PAD + groups(clients) + PAD];
            this.results = new long[PAD + GROUP + PAD];
            for (int group = 0; group < groups(clients); group++) {
                answered[PAD + group] = region.getPlain(reply(group));
            }
        }

        /// Looks once at each client and answers what it finds, each group at once.
        /// @return how many requests it answered
        public int poll() {
            int served = 0;
            for (int group = 0; group < groups(clients); group++) {
                served += poll(group);
            }
            if (served == 0) {
                failedPolls++;
            }
            return served;
        }

        private int poll(int group) {
            int first = group * GROUP;
            int count = Math.min(GROUP, clients - first);
            long before = answered[PAD + group];
            long batch = 0;
            for (int place = 0; place < count; place++) {
                long request = request(first + place);
                long header = region.getAcquire(request); // S1
                if (((header ^ before >>> place) & 1) != 0) {
                    results[PAD + place] = state.apply(
                            (int) (header >>> 1), region.getPlain(request, A), region.getPlain(request, B), none); // S2
                    batch |= 1L << place;
                }
            }
            if (batch != 0) {
                answer(group, before ^ batch, batch);
            }
            return Long.bitCount(batch);
        }

        private void answer(int group, long bits, long batch) {
            long reply = reply(group);
            for (long left = batch; left != 0; left &= left - 1) {
                int place = Long.numberOfTrailingZeros(left);
                region.setPlain(reply + Long.BYTES * (1L + place), results[PAD + place]); // S3
            }
            region.setRelease(reply, bits); // S4
            answered[PAD + group] = bits;
            for (long left = batch; left != 0; left &= left - 1) {
                waits[group * GROUP + Long.numberOfTrailingZeros(left)].signal();
            }
        }

        /// Counts the calls of [#poll] that found nothing.
        public long failedPolls() {
            return failedPolls;
        }
    }
}
