// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.mailbox;

import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.Slip;
import dev.duality.shm.WaitStrategy;

/// A procedure call across cores: one line there, and the same line back. Each client has its own slots; one server
/// looks at all of them, applies what it finds, and writes the reply over the request. The line per client that takes
/// both ways is that of Remote Core Locking (Lozi and others, USENIX ATC 2012).
///
/// - **Threads:** each client one at a time, one server at a time.
/// - **Ordering:** the operations of one client happen in the order it asked for them, and each happens-before the
///   return of its result.
/// - **Progress:** nothing waits inside; a client that finds no reply decides for itself how to wait.
///
/// ```java
/// WaitStrategy[] waits = WaitStrategy.of(WaitStrategy.Kind.PAUSE, 2); // of client 0, and of the server
/// Mailbox mailbox = new Mailbox(region, offset, 1, 1, 0); // a client, a slot, no payload
///
/// Mailbox.Server server = mailbox.server(state, waits); // on the server's thread, over and over:
/// server.poll();
///
/// Mailbox.Client client = mailbox.client(0, waits[1]); // on the client's
/// client.offer(ADD, 5, 0, payload);
/// for (int attempt = 0; !client.ready(); attempt++) {
///     waits[0].idle(attempt);
/// }
/// long result = client.take(payload);
/// ```
public final class Mailbox {
    /* A slot has one word, `turn`: 2n - 1 while the request n is there, 2n from when its reply is; it is the server's
     * while the word is odd, else the client's. The n-th request of a client (from 1) uses slot (n - 1) mod slots.
     * Tried by MailboxStress and MailboxTest.
     *
     *   client  K1 writes the request   K2 release turn = 2n - 1       K3 acquire turn, is it 2n?   K4 reads the reply
     *   server  S1 acquire turn, is it 2n - 1 for the next n?  S2 reads it, applies
     *           S3 writes the reply     S4 release turn = 2n
     *
     * Nothing is read unwritten: S1 sees the K2 for its n, so K1 happens-before S2; K3 sees the S4 for its n, so S3
     * happens-before K4.
     * Nothing is overwritten unread: S3 follows S2 in the same thread; K1 for n follows the K4 for n - slots, and no
     * S3 comes between, since the server has no turn until K2.
     * Nothing is lost or done twice: a turn only grows, the client asks for n only after it has taken the reply for
     * n - slots, and the server answers n only after n - 1.
     * Weaker breaks it: with K2 or S4 opaque the other side may read a stale line.
     * Stronger is waste: whoever has no turn only looks.
     * Why one line: whoever has just read it writes it next. With a line each way both sides write lines that the other
     * one is looking at, and each way is a second wait (docs/floor.md, "What single decisions are worth").
     */
    private static final int META = 1; // word 0 is the turn; kind << 32 | payload bytes
    private static final int A = 2; // in a reply the result
    private static final int B = 3;
    private static final long BYTES = 32; // the payload's first bytes, in the line itself if they fit
    private static final int PAD = Region.APART / Long.BYTES; // words of room around an array
    private static final int INLINE = Region.LINE - (int) BYTES;

    private final Region region;
    private final long offset;
    private final int clients;
    private final int slots;
    private final int payloadBytes;
    private final long slotBytes;
    private final boolean inline;

    /// The bytes that a mailbox takes.
    /// @param slots how many requests a client can have under way, a power of two
    /// @param payloadBytes the longest payload, either way
    public static long bytes(int clients, int slots, int payloadBytes) {
        return slotBytes(payloadBytes) * clients * slots;
    }

    private static long slotBytes(int payloadBytes) {
        return RegionLayout.apart(payloadBytes <= INLINE ? Region.LINE : Region.LINE + payloadBytes);
    }

    /// A view onto [#bytes] bytes of a region.
    /// @param offset a multiple of [Region#APART]
    public Mailbox(Region region, long offset, int clients, int slots, int payloadBytes) {
        RegionLayout.requireApart(offset);
        if (Integer.bitCount(slots) != 1) {
            throw new Slip("slots is " + slots + ", but must be a power of two");
        }
        this.region = region;
        this.offset = offset;
        this.clients = clients;
        this.slots = slots;
        this.payloadBytes = payloadBytes;
        this.slotBytes = slotBytes(payloadBytes);
        this.inline = payloadBytes <= INLINE;
    }

    private long slot(int client, long number) {
        return offset + slotBytes * ((long) client * slots + ((number - 1) & (slots - 1)));
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

    private void writePayload(long line, Payload payload) {
        int count = payload.length();
        if (count > payloadBytes) {
            throw new Slip("a payload of " + count + " bytes, where the mailbox was made for " + payloadBytes);
        }
        if (count > 0) {
            payload.write(region, line + (inline ? BYTES : Region.LINE));
        }
    }

    private void readPayload(long line, int count, Payload payload) {
        if (count > 0) {
            payload.read(region, line + (inline ? BYTES : Region.LINE), count);
        } else {
            payload.length(0);
        }
    }

    /// The state that a client's end changes.
    abstract static class ClientFields extends Padding {
        long asked;
        long taken;
    }

    /// A client's end: asks, and takes replies in the order of its requests.
    public final class Client extends ClientFields {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final int client;
        private final WaitStrategy server;

        private Client(int client, WaitStrategy server) {
            this.client = client;
            this.server = server;
        }

        /// Leaves a request.
        /// @return `false` if all slots are taken, and then nothing was written
        public boolean offer(int kind, long a, long b, Payload payload) {
            if (asked - taken == slots) {
                return false;
            }
            long line = slot(client, asked + 1);
            writePayload(line, payload); // K1
            region.setPlain(line, META, (long) kind << 32 | payload.length());
            region.setPlain(line, A, a);
            region.setPlain(line, B, b);
            region.setRelease(line, 2 * ++asked - 1); // K2
            server.signal();
            return true;
        }

        /// Whether the reply to the oldest request is there.
        public boolean ready() {
            return region.getAcquire(slot(client, taken + 1)) == 2 * (taken + 1); // K3
        }

        /// Takes the reply to the oldest request, which must be [#ready].
        /// @param payload gets the reply's bytes
        /// @return the result
        public long take(Payload payload) {
            long line = slot(client, ++taken);
            readPayload(line, (int) region.getPlain(line, META), payload); // K4
            return region.getPlain(line, A);
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
        private final long[] answered;
        private final Payload payload = new Payload(payloadBytes);

        private Server(Procedure state, WaitStrategy[] waits) {
            this.state = state;
            this.waits = waits;
            this.answered = new long[PAD + clients + PAD];
        }

        /// Looks once at each client's next slot and answers what it finds.
        /// @return how many requests it answered
        public int poll() {
            int served = 0;
            for (int client = 0; client < clients; client++) {
                long number = answered[PAD + client] + 1;
                long line = slot(client, number);
                if (region.getAcquire(line) == 2 * number - 1) { // S1
                    serve(client, number, line);
                    served++;
                }
            }
            if (served == 0) {
                failedPolls++;
            }
            return served;
        }

        private void serve(int client, long number, long line) {
            long meta = region.getPlain(line, META);
            readPayload(line, (int) meta, payload);
            long result =
                    state.apply((int) (meta >>> 32), region.getPlain(line, A), region.getPlain(line, B), payload); // S2
            writePayload(line, payload); // S3
            region.setPlain(line, META, payload.length());
            region.setPlain(line, A, result);
            region.setRelease(line, 2 * number); // S4
            answered[PAD + client] = number;
            waits[client].signal();
        }

        /// Counts the calls of [#poll] that found nothing.
        public long failedPolls() {
            return failedPolls;
        }
    }
}
