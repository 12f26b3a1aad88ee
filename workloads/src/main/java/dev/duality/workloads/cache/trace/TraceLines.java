// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Goes through the lines of a text that say something, whose ends are LF, CR LF or CR: blank ones, a `*` alone, and
/// those that begin with `#` are left
/// out, and so is a byte order mark.
final class TraceLines {
    /// The longest line, in bytes.
    static final int MAX = 4096;

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final TraceLine line = new TraceLine(buffer);
    private int next; // where what is not yet taken begins
    private int end;
    private boolean last; // nothing comes behind the buffer
    private long number;

    /// @param in read without a buffer in between; closed by whoever gave it
    TraceLines(InputStream in) throws IOException {
        this.in = in;
        fill();
        if (end >= BOM.length && Arrays.equals(buffer, 0, BOM.length, BOM, 0, BOM.length)) {
            next = BOM.length;
        }
    }

    /// The number of the line that [#next] gave last, from 1.
    long number() {
        return number;
    }

    /// @return the next line that says something, which is valid until the next call; `null` at the end
    /// @throws TooLong if it is no line
    TraceLine next() throws IOException {
        while (true) {
            int found = endOfLine();
            if (found < 0) {
                return null;
            }
            line.set(next, found);
            next = behind(found);
            if (line.says()) {
                return line;
            }
        }
    }

    /// A line that is longer than a line can be.
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLong(String begin) {
            super(begin);
        }
    }

    private int behind(int found) {
        boolean two = found + 1 < end && buffer[found] == '\r' && buffer[found + 1] == '\n';
        return Math.min(found + (two ? 2 : 1), end);
    }

    /// @return where the line that begins at `next` ends, -1 if there is none
    private int endOfLine() throws IOException {
        int at = next;
        while (true) {
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            boolean cut = at == end - 1 && buffer[at] == '\r' && !last; // what is behind it is not yet read
            boolean comment = end > next && buffer[next] == '#';
            if (at - next > MAX && !comment) {
                number++;
                line.set(next, next + MAX);
                throw new TooLong(line.shown());
            }
            if (at < end && !cut || last && at > next) {
                number++;
                return at;
            }
            if (last) {
                return -1;
            }
            if (comment) {
                next = cut ? end - 2 : end - 1; // its end is enough
                buffer[next] = '#';
            }
            at -= next;
            fill();
        }
    }

    /// Moves what is not yet taken to the front, and reads on behind it.
    private void fill() throws IOException {
        System.arraycopy(buffer, next, buffer, 0, end - next);
        end -= next;
        next = 0;
        while (end < buffer.length && !last) {
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                last = true;
            } else {
                end += count;
            }
        }
    }
}
