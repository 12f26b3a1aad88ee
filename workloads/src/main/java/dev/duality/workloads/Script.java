// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import java.util.Arrays;

/// A stream of operations, made before the clock starts. Immutable.
public final class Script {
    private final int[] kinds;
    private final long[] as;
    private final long[] bs;
    private final int[] bytes;
    private final long[] stamps;

    private Script(Script from, int size) {
        kinds = Arrays.copyOf(from.kinds, size);
        as = Arrays.copyOf(from.as, size);
        bs = Arrays.copyOf(from.bs, size);
        bytes = Arrays.copyOf(from.bytes, size);
        stamps = Arrays.copyOf(from.stamps, size);
    }

    private Script(Builder from) {
        kinds = Arrays.copyOf(from.kinds, from.size);
        as = Arrays.copyOf(from.as, from.size);
        bs = Arrays.copyOf(from.bs, from.size);
        bytes = Arrays.copyOf(from.bytes, from.size);
        stamps = Arrays.copyOf(from.stamps, from.size);
    }

    public static Builder builder() {
        return new Builder();
    }

    /// The first operations of this script, all of them if there are fewer.
    /// @param operations at least 1
    public Script first(int operations) {
        return operations >= size() ? this : new Script(this, operations);
    }

    /// How many operations there are, at least 1.
    public int size() {
        return kinds.length;
    }

    /// The most bytes that an operation carries.
    public int longestPayload() {
        return Arrays.stream(bytes).max().orElse(0);
    }

    public int kind(int operation) {
        return kinds[operation];
    }

    public long a(int operation) {
        return as[operation];
    }

    public long b(int operation) {
        return bs[operation];
    }

    /// Writes the operation's payload: as many bytes as the script says, each line of them dependent on its stamp.
    public void load(int operation, Payload payload) {
        if (bytes[operation] == 0) {
            payload.length(0);
        } else {
            payload.stamp(stamps[operation], bytes[operation]);
        }
    }

    /// One operation in words, for messages about it.
    public String line(int operation) {
        return "#%d kind %d (%d, %d)%s"
                .formatted(
                        operation,
                        kinds[operation],
                        as[operation],
                        bs[operation],
                        bytes[operation] == 0 ? "" : " with " + bytes[operation] + " bytes");
    }

    /// Gathers operations.
    public static final class Builder {
        private int[] kinds = new int[64];
        private long[] as = new long[64];
        private long[] bs = new long[64];
        private int[] bytes = new int[64];
        private long[] stamps = new long[64];
        private int size;

        private Builder() {}

        /// Adds an operation without a payload.
        public Builder add(int kind, long a, long b) {
            return add(kind, a, b, 0, 0);
        }

        /// Adds an operation.
        /// @param payloadBytes how long its payload is
        /// @param stamp what the payload is made from, see [Payload#stamp]
        /// @throws IllegalArgumentException if the kind is not from 0 to [Message#MAX_KIND], or the length negative
        public Builder add(int kind, long a, long b, int payloadBytes, long stamp) {
            if (kind < 0 || kind > Message.MAX_KIND) {
                throw new IllegalArgumentException("operation #%d of the script has kind %d, but must be from 0 to %d"
                        .formatted(size, kind, Message.MAX_KIND));
            }
            if (payloadBytes < 0) {
                throw new IllegalArgumentException(
                        "operation #%d of the script has a payload of %d bytes".formatted(size, payloadBytes));
            }
            if (size == kinds.length) {
                kinds = Arrays.copyOf(kinds, 2 * size);
                as = Arrays.copyOf(as, 2 * size);
                bs = Arrays.copyOf(bs, 2 * size);
                bytes = Arrays.copyOf(bytes, 2 * size);
                stamps = Arrays.copyOf(stamps, 2 * size);
            }
            kinds[size] = kind;
            as[size] = a;
            bs[size] = b;
            bytes[size] = payloadBytes;
            stamps[size] = stamp;
            size++;
            return this;
        }

        /// @throws IllegalStateException if nothing was added
        public Script build() {
            if (size == 0) {
                throw new IllegalStateException("a script needs at least one operation");
            }
            return new Script(this);
        }
    }
}
