// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import java.util.Arrays;

/// Messages under way: copied in when they are sent and out when they arrive, into places that are used again. A place
/// keeps as many bytes as its message carries, up to twice. For one thread.
final class InFlightMessages {
    private static final byte[] NONE = {};
    private static final int SIZES = 25; // powers of two up to 16 MiB
    private static final int FIRST = 64;
    private static final int BYTES_BESIDE = 160; // a payload's header, the words of its place, and its event

    /* A place is a line of eight words, of which six are used: what is sent, the number of the message, and which life
     * of its receiver it waits for. Side by side, since one message in ten thousand is not in any cache. */
    private static final int WORDS = 8;
    private static final int HEADER = 0;
    private static final int SEQUENCE = 1;
    private static final int A = 2;
    private static final int B = 3;
    private static final int NUMBER = 4;
    private static final int BOOT = 5;

    private long[] words = new long[WORDS * FIRST];
    private byte[][] payloads = new byte[FIRST][];
    private int[] free = new int[FIRST];
    private int freeCount;
    private int used; // places that were ever in use
    private long payloadBytes; // that are kept for messages under way
    private final byte[][][] spare = new byte[SIZES][4][];
    private final int[] spareCount = new int[SIZES];

    /// The number of messages under way.
    int count() {
        return used - freeCount;
    }

    /// About how much memory the messages under way take.
    long bytes() {
        return payloadBytes + (long) BYTES_BESIDE * count();
    }

    /// Copies a message.
    /// @param number of the message
    /// @return its place
    int add(Message message, long number) {
        int place = freeCount > 0 ? free[--freeCount] : grown();
        int at = WORDS * place;
        words[at + HEADER] = message.header();
        words[at + SEQUENCE] = message.sequence();
        words[at + A] = message.a();
        words[at + B] = message.b();
        words[at + NUMBER] = number;
        words[at + BOOT] = 0;
        int length = message.payload().length();
        byte[] kept = buffer(length);
        System.arraycopy(message.payload().bytes(), 0, kept, 0, length);
        payloads[place] = kept;
        payloadBytes += kept.length;
        return place;
    }

    /// Fills a message with the one at a place.
    void read(int place, Message into) {
        int at = WORDS * place;
        int length = into.take(words[at + HEADER], words[at + SEQUENCE], words[at + A], words[at + B]);
        into.payload().length(length);
        System.arraycopy(payloads[place], 0, into.payload().bytes(), 0, length);
    }

    /// The number of the message at a place.
    long number(int place) {
        return words[WORDS * place + NUMBER];
    }

    /// The receiver of the message at a place.
    int to(int place) {
        return (int) (words[WORDS * place + HEADER] >>> 24) & 0xFFFF;
    }

    /// The life of its receiver that it waits for, from 1; 0 for any.
    long boot(int place) {
        return words[WORDS * place + BOOT];
    }

    void boot(int place, long boot) {
        words[WORDS * place + BOOT] = boot;
    }

    /// Gives a place back.
    void remove(int place) {
        byte[] buffer = payloads[place];
        payloadBytes -= buffer.length;
        if (buffer.length > 0) {
            int size = Integer.numberOfTrailingZeros(buffer.length);
            if (spareCount[size] == spare[size].length) {
                spare[size] = Arrays.copyOf(spare[size], 2 * spareCount[size]);
            }
            spare[size][spareCount[size]++] = buffer;
        }
        payloads[place] = NONE;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = place;
    }

    private byte[] buffer(int length) {
        if (length == 0) {
            return NONE;
        }
        int size = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(8, length) - 1);
        int count = spareCount[size];
        if (count == 0) {
            return new byte[1 << size];
        }
        spareCount[size] = count - 1;
        byte[] buffer = spare[size][count - 1];
        spare[size][count - 1] = null;
        return buffer;
    }

    private int grown() {
        if (used == payloads.length) {
            words = Arrays.copyOf(words, 2 * words.length);
            payloads = Arrays.copyOf(payloads, 2 * used);
        }
        return used++;
    }
}
