// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.shm.Diagnosis;
import dev.duality.shm.Payload;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import org.agrona.concurrent.UnsafeBuffer;

/// The way of messages into the log of a publication: claimed there if they fit into one fragment, copied there in
/// several if not. For one thread.
final class LogSender {
    private final Publication publication;
    private final int longestClaim; // bytes
    private final UnsafeBuffer whole; // for messages of several fragments
    private final BufferClaim claim = new BufferClaim();

    LogSender(Publication publication, int payloadBytes) {
        this.publication = publication;
        this.longestClaim = publication.maxPayloadLength();
        int longest = AeronFrame.WORDS_BYTES + payloadBytes;
        this.whole = new UnsafeBuffer(new byte[longest > longestClaim ? longest : 0]);
    }

    Publication publication() {
        return publication;
    }

    /// Sends a message, if there is room.
    /// @return as [Publication#offer] gives it: below 0 if it was not sent
    long send(long header, long sequence, long a, long b, Payload payload) {
        long position = sendOnce(header, sequence, a, b, payload);
        while (position == Publication.ADMIN_ACTION) { // a term ended; the next is there at once
            position = sendOnce(header, sequence, a, b, payload);
        }
        return position;
    }

    private long sendOnce(long header, long sequence, long a, long b, Payload payload) {
        int bytes = AeronFrame.WORDS_BYTES + payload.length();
        if (bytes > longestClaim) {
            AeronFrame.write(header, sequence, a, b, payload, whole, 0);
            return publication.offer(whole, 0, bytes);
        }
        long position = publication.tryClaim(bytes, claim);
        if (position > 0) {
            AeronFrame.write(header, sequence, a, b, payload, claim.buffer(), claim.offset());
            claim.commit();
        }
        return position;
    }

    /// Whether a message was sent. Why a receiver that is apart has gone is told by who started it.
    /// @param position what [#send] gave
    /// @param apart whether the receiver may be in another process
    /// @throws Diagnosis if none can be sent any more
    static boolean isSent(long position, boolean apart) {
        if (position >= 0) {
            return true;
        }
        if (position == Publication.BACK_PRESSURED || apart && position == Publication.NOT_CONNECTED) {
            return false;
        }
        throw new Diagnosis("the channel is closed: " + Publication.errorString(position));
    }
}
