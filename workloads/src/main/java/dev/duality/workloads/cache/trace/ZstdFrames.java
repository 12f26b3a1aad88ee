// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The frames of a zstd file that have data in them (RFC 8878), for a decompressor that knows no other ones: skippable
/// frames are left out, wherever they are. Whatever else lies behind a frame, and a frame that breaks off, is an
/// [IOException]. A frame that asks for a larger window than the decompressor has is given that one: it finds out where
/// a match lies further back, and most do not.
final class ZstdFrames extends InputInPieces {
    /// The largest window that the decompressor has, in bytes.
    private static final long MOST_WINDOW = 8 << 20;

    private static final int MOST_WINDOW_BYTE = 13 << 3; // the same in a head
    private static final int SINGLE = 0x20; // the bit of a frame whose window is as large as its content

    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE = 0x184D2A50; // the low four bits are free
    private static final int CHECKSUM_BYTES = 4;
    private static final int HEAD = 18; // bytes, the longest
    private static final int REPEATED = 1; // the type of a block that is one byte

    /// The part of a frame that comes next.
    private enum Part {
        HEAD,
        BLOCK,
        CHECKSUM
    }

    private final InputStream in;
    private final byte[] head = new byte[HEAD]; // read, and not yet given on from `at` to `end`
    private int at;
    private int end;
    private long left; // bytes behind the head that are given on as they are
    private Part part = Part.HEAD;
    private boolean hasChecksum;
    private boolean empty = true;
    private boolean cut;
    private boolean over;

    ZstdFrames(InputStream in) {
        this.in = in;
    }

    /// Whether all frames have come, and whole.
    boolean isOver() {
        return over;
    }

    /// Whether no frame with data has come.
    boolean isEmpty() {
        return empty;
    }

    /// Whether a frame has a smaller window than it asks for.
    boolean isCut() {
        return cut;
    }

    /// Whether these are the first bytes of a skippable frame.
    static boolean isSkippable(byte[] bytes) {
        return bytes.length >= 4 && (number(bytes, 0, 4) & ~0xF) == SKIPPABLE;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == end && left == 0) {
            if (!advance()) {
                return -1;
            }
        }
        int count = Math.min(length, end - at);
        if (count > 0) {
            System.arraycopy(head, at, bytes, offset, count);
            at += count;
            return count;
        }
        count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("they break off");
        }
        left -= count;
        return count;
    }

    /// @return whether there is a next part
    private boolean advance() throws IOException {
        at = 0;
        end = 0;
        switch (part) {
            case HEAD -> {
                int first = in.read();
                if (first < 0) {
                    over = true;
                    return false;
                }
                head[end++] = (byte) first;
                frame();
            }
            case BLOCK -> block();
            case CHECKSUM -> {
                left = CHECKSUM_BYTES;
                part = Part.HEAD;
            }
        }
        return true;
    }

    private void frame() throws IOException {
        take(3);
        if (isSkippable(head)) {
            take(4);
            in.skipNBytes(Integer.toUnsignedLong((int) number(head, 4, 4)));
            end = 0;
            return;
        }
        if ((int) number(head, 0, 4) != MAGIC) {
            throw new IOException("other data follow");
        }
        empty = false;
        take(1);
        int descriptor = head[4];
        boolean isSingle = (descriptor & SINGLE) != 0;
        hasChecksum = (descriptor & 4) != 0;
        boolean larger = false;
        if (!isSingle) {
            take(1);
            int window = head[5] & 0xFF;
            larger = window > MOST_WINDOW_BYTE;
            head[5] = (byte) Math.min(window, MOST_WINDOW_BYTE);
        }
        take((1 << (descriptor & 3)) >> 1); // the number of a dictionary
        int sizeBytes = 1 << ((descriptor >> 6) & 3);
        if (sizeBytes > 1 || isSingle) {
            take(sizeBytes);
            long size = number(head, end - sizeBytes, sizeBytes) + (sizeBytes == 2 ? 256 : 0);
            boolean isSmall = size >= 0 && size <= MOST_WINDOW;
            larger = (larger || isSingle) && !isSmall;
            if (isSingle && larger) {
                head[4] &= (byte) ~SINGLE;
                System.arraycopy(head, 5, head, 6, end - 5);
                head[5] = MOST_WINDOW_BYTE;
                end++;
            }
        }
        cut |= larger;
        part = Part.BLOCK;
    }

    private void block() throws IOException {
        take(3);
        long block = number(head, 0, 3);
        left = ((block >> 1) & 3) == REPEATED ? 1 : block >> 3;
        if ((block & 1) != 0) {
            part = hasChecksum ? Part.CHECKSUM : Part.HEAD;
        }
    }

    private void take(int bytes) throws IOException {
        if (in.readNBytes(head, end, bytes) < bytes) {
            throw new EOFException("they break off");
        }
        end += bytes;
    }

    /// Lower bytes first.
    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = count - 1; i >= 0; i--) {
            number = (number << 8) | (bytes[from + i] & 0xFF);
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
