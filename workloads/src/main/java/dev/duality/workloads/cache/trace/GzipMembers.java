// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The content of the members of a gzip file (RFC 1952), one after the other. The JDK's own stream takes a member
/// whose head it cannot read for the end; here whatever lies behind a member is another whole one, or zeros up to the
/// end, which are padding, or an [IOException].
final class GzipMembers extends InputInPieces {
    private static final int DEFLATE = 8;
    private static final int HEAD_SUM = 2; // the flags of a head
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;
    private static final int BESIDE = 6; // bytes of a head that nobody needs: a time, a level, a system

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 headSum = new CRC32();
    private final CRC32 sum = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private int at; // the next byte of the buffer that is not yet taken
    private int end;
    private boolean first = true;
    private boolean inside; // a member
    private boolean over;

    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (inside || begin()) {
                int count = inflater.inflate(bytes, offset, length);
                if (count > 0) {
                    sum.update(bytes, offset, count);
                    return count;
                }
                if (inflater.finished()) {
                    finish();
                } else if (inflater.needsInput()) {
                    refill();
                } else {
                    throw new IOException("they need a dictionary");
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Reads the head of the next member.
    /// @return whether there is one
    private boolean begin() throws IOException {
        if (over) {
            return false;
        }
        int one = next();
        if (!first && one == 0) {
            while (one == 0) {
                one = next();
            }
            if (one >= 0) {
                throw new IOException("other data follow");
            }
        }
        if (one < 0) {
            over = true;
            return false;
        }
        headSum.reset();
        headSum.update(one);
        if (one != 0x1F || head() != 0x8B) {
            throw new IOException("other data follow");
        }
        if (head() != DEFLATE) {
            throw new IOException("a head names an unknown method");
        }
        fields(head());
        first = false;
        inside = true;
        inflater.reset();
        sum.reset();
        inflater.setInput(buffer, at, end - at);
        return true;
    }

    private void fields(int flags) throws IOException {
        if ((flags & RESERVED) != 0) {
            throw new IOException("a head has unknown flags");
        }
        leaveOut(BESIDE);
        if ((flags & EXTRA) != 0) {
            leaveOut(head() | (head() << 8));
        }
        for (int text : new int[] {NAME, COMMENT}) {
            int sign = flags & text;
            while (sign != 0) {
                sign = head();
            }
        }
        int should = (int) headSum.getValue() & 0xFFFF;
        if ((flags & HEAD_SUM) != 0 && (head() | (head() << 8)) != should) {
            throw new IOException("the checksum of a head is wrong");
        }
    }

    private void leaveOut(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            head();
        }
    }

    /// Compares a member with its end.
    private void finish() throws IOException {
        at = end - inflater.getRemaining();
        if (word() != (int) sum.getValue() || word() != (int) inflater.getBytesWritten()) {
            throw new IOException("the checksum is wrong");
        }
        inside = false;
    }

    private int word() throws IOException {
        return head() | (head() << 8) | (head() << 16) | (head() << 24);
    }

    private int head() throws IOException {
        int one = next();
        if (one < 0) {
            throw new EOFException("they break off");
        }
        headSum.update(one);
        return one;
    }

    private int next() throws IOException {
        return at == end && !fill() ? -1 : buffer[at++] & 0xFF;
    }

    private void refill() throws IOException {
        if (!fill()) {
            throw new EOFException("they break off");
        }
        inflater.setInput(buffer, at, end - at);
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
