// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import dev.duality.messaging.Contract;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/// The messages that have come: each is to come once, and not before those that it has to follow. The messages of a
/// sender are numbered one after the other, those of the next sender behind them.
///
/// - **Threads:** any; each receiver has a [Receiver] of its own.
final class Arrived {
    private static final int NAMED = 3;

    private final Contract.Order order;
    private final int each; // how many messages a sender sends
    private final AtomicIntegerArray got;

    Arrived(Contract.Order order, int senders, int each) {
        this.order = order;
        this.each = each;
        this.got = new AtomicIntegerArray(senders * each);
    }

    /// The messages that one receiver has seen.
    final class Receiver {
        private final long[] last = new long[got.length() / each];

        Receiver() {
            Arrays.fill(last, -1);
        }

        /// Notes that a message has come.
        void claim(long number) {
            if (number < 0 || number >= got.length()) {
                throw new AssertionError("message %,d was never sent".formatted(number));
            }
            if (got.incrementAndGet((int) number) > 1) {
                throw new AssertionError("message %,d came twice".formatted(number));
            }
            int sender = (int) (number / each);
            if (order != Contract.Order.NONE && number <= last[sender]) {
                throw new AssertionError(
                        "message %,d came after %,d, which its sender sent later".formatted(number, last[sender]));
            }
            last[sender] = number;
        }

        /// Whether the last message of each sender has come, behind which none of its others may come.
        boolean sawTheLast() {
            return order != Contract.Order.NONE
                    && IntStream.range(0, last.length).allMatch(sender -> last[sender] == (sender + 1L) * each - 1);
        }
    }

    /// The first of the messages that were sent and are missing, by their numbers.
    /// @param sent how many each sender has sent
    Optional<String> missing(int[] sent) {
        int[] missing = IntStream.range(0, got.length())
                .filter(number -> number % each < sent[number / each] && got.get(number) == 0)
                .toArray();
        if (missing.length == 0) {
            return Optional.empty();
        }
        String named = IntStream.of(missing)
                .limit(NAMED)
                .mapToObj("%,d"::formatted)
                .reduce((one, other) -> one + " and " + other)
                .orElseThrow();
        return Optional.of("message %s never came%s"
                .formatted(
                        named,
                        missing.length > NAMED
                                ? ", and %,d more of %,d did not".formatted(missing.length - NAMED, got.length())
                                : ""));
    }

    /// Fails if something that was sent has not come.
    void requireAll() {
        int[] all = new int[got.length() / each];
        Arrays.fill(all, each);
        missing(all).ifPresent(line -> {
            throw new AssertionError(line);
        });
    }
}
