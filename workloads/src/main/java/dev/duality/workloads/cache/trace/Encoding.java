// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import java.util.Optional;

/// The encoding of a text, told by its first bytes.
final class Encoding {
    private static final int MOST_ZEROS = 8; // one of so many bytes is a zero by mistake
    private static final int LOOKED_AT = 64;

    private Encoding() {}

    /// An encoding other than UTF-8: a byte order mark tells of it, or that every second byte is 0.
    static Optional<String> of(byte[] head) {
        int mark = 0;
        for (int i = 0; i < 4; i++) {
            mark = (mark << 8) | (i < head.length ? head[i] & 0xFF : 0xFF);
        }
        if (mark == 0xFFFE0000 || mark == 0x0000FEFF) {
            return Optional.of("UTF-32");
        }
        int half = mark >>> 16;
        return half == 0xFFFE || half == 0xFEFF || isHalfZeros(head, 0) || isHalfZeros(head, 1)
                ? Optional.of("UTF-16")
                : Optional.empty();
    }

    /// Whether the bytes at every second place are 0, and no others.
    private static boolean isHalfZeros(byte[] head, int from) {
        int length = Math.min(head.length, LOOKED_AT) & -2;
        boolean all = length >= 4;
        for (int i = 0; i < length; i++) {
            all &= (i % 2 == from) == (head[i] == 0);
        }
        return all;
    }

    /// Whether so many bytes are 0 that it is no text with a byte too many.
    static boolean isBinary(byte[] head) {
        int zeros = 0;
        for (byte one : head) {
            zeros += one == 0 ? 1 : 0;
        }
        return zeros > Math.max(1, head.length / MOST_ZEROS);
    }
}
