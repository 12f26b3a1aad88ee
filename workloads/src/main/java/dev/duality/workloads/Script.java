// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import dev.duality.shm.Procedure;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A stream of operations, made before the clock starts. Immutable.
///
/// A load goes through it again and again, and each *pass* must mean what the first one meant: where an operation has
/// an effect only if its `a` is later than before, such as a tick, `a` grows with each pass, see [Builder#growing].
///
/// ```java
/// Script script = Script.builder()
///         .add(DEPOSIT, 7, 100) // kind, a, b
///         .add(BALANCE, 7, 0)
///         .add(NOTE, 7, 0, 64, 1) // with 64 bytes of payload, made from the stamp 1
///         .build();
/// ```
public final class Script {
    private static final int WORDS = 4; // of an operation: its kind and how many bytes it carries, a, b, the stamp
    private static final int A = 1;
    private static final int B = 2;
    private static final int STAMP = 3;
    private static final int KIND_SHIFT = 32;

    private final long[] words;
    private final long growth;
    private final boolean whole;

    private Script(long[] words, int size, long growth, boolean whole) {
        this.words = words.length == size * WORDS ? words : Arrays.copyOf(words, size * WORDS);
        this.growth = growth;
        this.whole = whole;
    }

    public static Builder builder() {
        return builder(64);
    }

    /// A builder that has room for some operations from the start: a long script is not copied while it grows.
    /// @param operations at least 1
    public static Builder builder(int operations) {
        return new Builder(operations);
    }

    /// The first operations of this script, all of them if there are fewer.
    /// @param operations at least 1
    public Script first(int operations) {
        return operations >= size() ? this : new Script(words, operations, growth, whole);
    }

    /// Operations from one on, round again from the first one behind the last; all of them if there are fewer.
    /// @param from the number of the first, at least 0
    /// @param operations at least 1
    public Script part(int from, int operations) {
        int count = Math.min(operations, size());
        long[] part = new long[count * WORDS];
        for (int i = 0; i < count; i++) {
            System.arraycopy(words, (from + i) % size() * WORDS, part, i * WORDS, WORDS);
        }
        return new Script(part, count, growth, whole);
    }

    /// The number of operations, at least 1.
    public int size() {
        return words.length / WORDS;
    }

    /// The most bytes that an operation carries.
    public int longestPayload() {
        return IntStream.range(0, size()).map(this::bytes).max().orElse(0);
    }

    public int kind(int operation) {
        return (int) (words[operation * WORDS] >>> KIND_SHIFT);
    }

    /// The step by which every operation's `a` grows from pass to pass: 0 for nearly all scripts. [#ask] adds it, and
    /// so does who goes through the script without that.
    public long growth() {
        return growth;
    }

    /// As it is in the first pass.
    public long a(int operation) {
        return words[operation * WORDS + A];
    }

    public long b(int operation) {
        return words[operation * WORDS + B];
    }

    /// The operation that has a number: the script is gone through again and again, and numbers go on.
    /// @param number from 0
    public int at(long number) {
        return (int) (number % size());
    }

    /// The `a` of the operation that has this number, as it is in its pass.
    public long aAt(long number) {
        return a(at(number)) + number / size() * growth;
    }

    /// Asks for the operation that has this number: loads its payload, and hands it to who does it, such as
    /// `specification` or `caller::call`. Loops that are timed go through the script themselves, and do not divide.
    /// @return the answer; the payload has what came with it
    public long ask(long number, Procedure procedure, Payload payload) {
        int operation = at(number);
        load(operation, payload);
        return procedure.apply(kind(operation), aAt(number), b(operation), payload);
    }

    private int bytes(int operation) {
        return (int) words[operation * WORDS];
    }

    /// Writes the operation's payload: as many bytes as the script says, each line of them dependent on its stamp. What
    /// a line has beyond its first word stays as it is, unless the script is made with [Builder#everyByte].
    public void load(int operation, Payload payload) {
        int bytes = bytes(operation);
        if (bytes == 0) {
            payload.length(0);
        } else if (whole) {
            payload.fill(words[operation * WORDS + STAMP], bytes);
        } else {
            payload.stamp(words[operation * WORDS + STAMP], bytes);
        }
    }

    /// One operation in words, for messages about it.
    public String line(int operation) {
        return "#%d kind %d (%d, %d)%s"
                .formatted(
                        operation,
                        kind(operation),
                        a(operation),
                        b(operation),
                        bytes(operation) == 0 ? "" : " with " + bytes(operation) + " bytes");
    }

    /// Gathers operations.
    public static final class Builder {
        private long[] words;
        private int size;
        private long growth;
        private boolean whole;

        private Builder(int operations) {
            words = new long[Math.multiplyExact(operations, WORDS)];
        }

        /// Makes every operation's `a` larger by so much in each pass than in the one before.
        public Builder growing(long perPass) {
            growth = perPass;
            return this;
        }

        /// Makes every byte of each payload depend on its stamp, for states that keep them all: else what a buffer held
        /// before would be among them.
        public Builder everyByte() {
            whole = true;
            return this;
        }

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
            int at = size * WORDS;
            if (at == words.length) {
                words = Arrays.copyOf(words, 2 * at);
            }
            words[at] = (long) kind << KIND_SHIFT | payloadBytes;
            words[at + A] = a;
            words[at + B] = b;
            words[at + STAMP] = stamp;
            size++;
            return this;
        }

        /// @throws IllegalStateException if nothing was added
        public Script build() {
            if (size == 0) {
                throw new IllegalStateException("a script needs at least one operation");
            }
            return new Script(words, size, growth, whole);
        }
    }
}
