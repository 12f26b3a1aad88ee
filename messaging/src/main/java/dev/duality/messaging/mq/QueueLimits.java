// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mq;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The sizes that the kernel allows to a queue of anybody's.
///
/// @param messages how many one queue holds, `msg_max`
/// @param messageBytes how long one message is, `msgsize_max`
/// @param queues how many queues there are on this machine, `queues_max`
/// @param bytes how much of the kernel's memory all queues of a user may take, `ulimit -q`
record QueueLimits(long messages, long messageBytes, long queues, long bytes) {
    private static final long PLACE_BYTES = 128; // of the kernel's own for each message, rounded up
    private static final Pattern BYTES = Pattern.compile("Max msgqueue size +([0-9]+) .*");

    private static final Path FOLDER = Path.of("/proc/sys/fs/mqueue");

    /// Those of this kernel; empty if it has no message queues.
    static Optional<QueueLimits> ofThisMachine() {
        try {
            return Optional.of(new QueueLimits(read("msg_max"), read("msgsize_max"), read("queues_max"), readBytes()));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// In one go: such a file gives nothing to a second read, and so no more than its first digit to a read of one.
    private static long read(String name) throws IOException {
        try (BufferedReader file = Files.newBufferedReader(FOLDER.resolve(name))) {
            return Long.parseLong(file.readLine());
        }
    }

    private static long readBytes() throws IOException {
        try (Stream<String> limits = Files.lines(Path.of("/proc/self/limits"))) {
            return limits.map(BYTES::matcher)
                    .filter(Matcher::matches)
                    .findFirst()
                    .map(found -> Long.parseLong(found.group(1)))
                    .orElse(Long.MAX_VALUE); // unlimited
        }
    }

    /// The number of messages that each queue of a channel holds: the channel's capacity, or the largest power of two
    /// that the kernel allows.
    int each(int capacity) {
        return (int) Math.min(capacity, Long.highestOneBit(messages));
    }

    /// The kernel's memory for so many messages, at most.
    static long bytes(long messages, long messageBytes) {
        return messages * (messageBytes + PLACE_BYTES);
    }

    /// The reason why there cannot be so many channels so long and for messages so large, in one line; empty if there
    /// can.
    Optional<String> rejects(int channels, int capacity, long messageBytes) {
        if (messageBytes > this.messageBytes) {
            return Optional.of("a message of %,d bytes, where the kernel's queues take %,d; raise %s/msgsize_max"
                    .formatted(messageBytes, this.messageBytes, FOLDER));
        }
        long needed = (long) channels * (capacity / each(capacity));
        if (needed > queues) {
            return Optional.of(
                    "channels for %,d messages take %,d queues of %,d in all, where the kernel has %,d; raise %s/msg_max, or lower --window or --workers"
                            .formatted(capacity, needed, each(capacity), queues, FOLDER));
        }
        long memory = channels * bytes(capacity, messageBytes);
        return memory <= bytes
                ? Optional.empty()
                : Optional.of(
                        "channels for %,d messages of %,d bytes take %,d bytes of message queues in all, where this user has %,d; raise ulimit -q, or lower --window, --workers or the payload"
                                .formatted(capacity, messageBytes, memory, bytes));
    }

    /// In words, for a message to a user.
    @Override
    public String toString() {
        return "%s has msg_max %d, msgsize_max %d, queues_max %d, and ulimit -q is %d"
                .formatted(FOLDER, messages, messageBytes, queues, bytes);
    }
}
