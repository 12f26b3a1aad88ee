// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/// libCacheSim's oracleGeneral: records of 24 bytes, lower bytes first: the time in seconds (4 bytes), the object's
/// number (8), its size (4), and the number of the record that asks for it next (8), from 0 or 1; -1, or the most that
/// there is, for none. An object is a block.
final class Records {
    /// The length of a record.
    static final int BYTES = 24;

    private static final int ID = 4;
    private static final int NEXT = 16;

    private final InputStream in;
    private final byte[] bytes = new byte[BYTES * 2048];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private int at;
    private int end;
    private long number;

    Records(InputStream in) {
        this.in = in;
    }

    /// Whether the first bytes of a file are such records: times do not go back, and the record that asks next comes
    /// later, is there, and is no other's next.
    /// @param all whether there are no more bytes than these
    static boolean are(byte[] head, boolean all) {
        if (head.length < BYTES || all && head.length % BYTES != 0) {
            return false;
        }
        ByteBuffer records = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int count = head.length / BYTES;
        Set<Long> asked = new HashSet<>();
        long time = 0;
        for (int record = 0; record < count; record++) {
            long now = Integer.toUnsignedLong(records.getInt(record * BYTES));
            long next = records.getLong(record * BYTES + NEXT);
            boolean has = next != -1 && next != Long.MAX_VALUE;
            if (now < time || has && (next <= record || all && next > count || !asked.add(next))) {
                return false;
            }
            time = now;
        }
        return true;
    }

    /// The number of records taken.
    long number() {
        return number;
    }

    /// @return whether there is one more, which [#id] tells of then
    /// @throws EOFException in the middle of a record
    boolean next() throws IOException {
        at += BYTES;
        if (at >= end) {
            at = 0;
            end = in.readNBytes(bytes, 0, bytes.length);
            if (end % BYTES != 0) {
                throw new EOFException("its last record has %d bytes of %d".formatted(end % BYTES, BYTES));
            }
        }
        if (end == 0) {
            return false;
        }
        number++;
        return true;
    }

    /// The object that the record asks for.
    long id() {
        return buffer.getLong(at + ID);
    }
}
