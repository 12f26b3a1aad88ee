// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.echo;

import dev.duality.shm.Payload;
import dev.duality.workloads.Specification;

/// The sequential echo: touches every line that came, writes every line that goes back, and does nothing else.
final class Echo implements Specification {
    private final int replyBytes;
    private long sum; // of the checksums of all requests with data

    Echo(int replyBytes) {
        this.replyBytes = replyBytes;
    }

    @Override
    public long apply(int kind, long number, long worker, Payload payload) {
        if (kind != EchoWorkload.ECHO) {
            throw new IllegalArgumentException("an echo has no operation " + kind);
        }
        if (payload.length() > 0) {
            sum += payload.checksum();
        }
        reply(number, payload, replyBytes);
        return number;
    }

    /// Writes a reply: every line of it depends on the operation's number.
    static void reply(long number, Payload payload, int bytes) {
        if (bytes > 0) {
            payload.stamp(number, bytes);
        } else {
            payload.length(0);
        }
    }

    /// The sum itself, so that the parts of several owners add up to the whole.
    @Override
    public long digest() {
        return sum;
    }
}
