// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.faulty;

import dev.duality.messaging.Message;
import java.util.Deque;

/// Right nearly always: a mistake in one of so many messages, of those that have a payload.
final class Disguised extends FaultyTransport.Fault {
    /// The kinds of faults.
    enum Kind {
        LOSES,
        DOUBLES,
        SWAPS,
        CORRUPTS,
        STALE,
        SHIFTS
    }

    private final Kind kind;
    private final int every;
    private Message before; // the last one with a payload of some length
    private boolean owed; // a mistake, until a message comes in which it shows

    Disguised(Kind kind, int every) {
        this.kind = kind;
        this.every = every;
    }

    @Override
    void put(Deque<Message> queue, Message message, int sender, int number) {
        owed |= number % every == every - 1;
        boolean fit = message.payload().length() >= Long.BYTES && before != null;
        if (owed && fit) {
            owed = false;
            wrong(queue, message);
        } else {
            queue.addLast(message);
        }
        if (message.payload().length() >= Long.BYTES) {
            before = message;
        }
    }

    private void wrong(Deque<Message> queue, Message message) {
        int length = message.payload().length();
        switch (kind) {
            case LOSES -> {
                return;
            }
            case DOUBLES -> queue.addLast(message);
            case SWAPS -> {
                Message last = queue.pollLast();
                queue.addLast(message);
                if (last != null) {
                    queue.addLast(last);
                } else {
                    owed = true; // nobody is there to be overtaken
                }
                return;
            }
            case CORRUPTS -> message.payload().bytes()[length - 1] ^= 1;
            case STALE ->
                System.arraycopy(
                        before.payload().bytes(),
                        0,
                        message.payload().bytes(),
                        0,
                        Math.min(length, before.payload().length()));
            case SHIFTS -> message.set(message.kind(), message.sequence(), message.a(), message.b() << 1);
        }
        queue.addLast(message);
    }
}
