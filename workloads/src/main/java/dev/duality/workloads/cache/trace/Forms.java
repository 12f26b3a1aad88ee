// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

/// The formats of text, see [TraceFormat].
final class Forms {
    /// The most blocks that one line may ask for: more is no request, but a mistaken format.
    static final long MOST_BLOCKS = 1 << 20;

    /// The words of a line of ARC.
    static final int ARC_WORDS = 4;

    private static final int SECTOR = 512; // of SPC, in bytes

    private Forms() {}

    static int id(TraceLine line, References to) {
        if (line.words() != 1) {
            return -1;
        }
        long id = line.id(0);
        if (!line.good()) {
            return -1;
        }
        to.add(Reference.UNSAID, 0, id);
        return 1;
    }

    static int access(TraceLine line, References to) {
        if (line.columns() != 3 || !line.isOneOf(0, "r", "w")) {
            return -1;
        }
        Reference kind = line.is(0, "w") ? Reference.WRITE : Reference.READ;
        long file = line.id(1);
        long block = line.id(2);
        if (!line.good()) {
            return -1;
        }
        to.add(kind, file, block);
        return 1;
    }

    static int arc(TraceLine line, References to) {
        if (line.words() != ARC_WORDS) {
            return -1;
        }
        long start = line.whole(0);
        long count = line.whole(1);
        line.whole(2);
        line.whole(3);
        if (!line.good() || count < 1 || count > MOST_BLOCKS || start > Long.MAX_VALUE - count) {
            return -1;
        }
        return blocks(Reference.UNSAID, 0, start, start + count - 1, to);
    }

    /// The number of the request in a line of ARC's.
    static long arcRequest(TraceLine line) {
        line.words();
        return line.whole(3);
    }

    /// The number in a line of ARC's that does not count, and is 0 in all that are published.
    static long arcIgnored(TraceLine line) {
        line.words();
        return line.whole(2);
    }

    static int spc(TraceLine line, int blockBytes, References to) {
        if (line.columns() < 5 || !line.isOneOf(3, "r", "w")) {
            return -1;
        }
        long unit = line.whole(0);
        long sector = line.whole(1);
        long bytes = line.whole(2);
        line.fraction(4);
        if (!line.good() || sector > Long.MAX_VALUE / SECTOR) {
            return -1;
        }
        return bytes(line.is(3, "w") ? Reference.WRITE : Reference.READ, unit, sector * SECTOR, bytes, blockBytes, to);
    }

    static int msr(TraceLine line, int blockBytes, References to) {
        if (line.columns() != 7 || !line.isOneOf(3, "read", "write")) {
            return -1;
        }
        line.whole(0);
        line.whole(2);
        long offset = line.whole(4);
        long bytes = line.whole(5);
        line.fraction(6);
        if (!line.good() || !line.has(1)) {
            return -1;
        }
        Reference kind = line.is(3, "write") ? Reference.WRITE : Reference.READ;
        return bytes(kind, line.hash(1, 2), offset, bytes, blockBytes, to);
    }

    /// An address alone must be marked as hexadecimal; behind a letter it need not be. What follows is not looked at.
    static int address(TraceLine line, int blockBytes, References to) {
        int words = line.words();
        boolean alone = words > 0 && line.isMarkedHex(0);
        int at = alone ? 0 : 1;
        if (words <= at || !alone && !line.isOneOf(0, "l", "s", "r", "w", "i", "m", "load", "store", "read", "write")) {
            return -1;
        }
        line.cutAtComma(at); // behind it stands a size
        long address = line.hex(at);
        if (!line.good()) {
            return -1;
        }
        Reference kind = alone
                ? Reference.UNSAID
                : line.isOneOf(0, "s", "w", "m", "store", "write") ? Reference.WRITE : Reference.READ;
        to.add(kind, 0, Long.divideUnsigned(address, blockBytes));
        return 1;
    }

    /// Whether an address has something that a decimal number has not: a mark, a letter, a zero in front, or a size
    /// behind a comma, as Valgrind writes it.
    static boolean showsBase(TraceLine line) {
        int words = line.words();
        int at = words > 0 && line.isMarkedHex(0) ? 0 : 1;
        return words > at && (line.isMarkedHex(at) || line.isNoDecimal(at));
    }

    /// A key may have commas in it.
    static int twitter(TraceLine line, References to) {
        int columns = line.columns();
        int operation = columns - 2;
        if (columns < 7) {
            return -1;
        }
        line.fraction(0);
        line.whole(columns - 5);
        line.whole(columns - 4);
        line.whole(columns - 3);
        line.fraction(columns - 1);
        if (!line.good()) {
            return -1;
        }
        if (line.is(operation, "delete")) {
            return 0;
        }
        boolean reads = line.isOneOf(operation, "get", "gets");
        if (!reads && !line.isOneOf(operation, "set", "add", "replace", "cas", "append", "prepend", "incr", "decr")) {
            return -1;
        }
        to.add(reads ? Reference.READ : Reference.WRITE, 0, line.hash(1, columns - 6));
        return 1;
    }

    /// The blocks that some bytes lie in: none where there are no bytes.
    private static int bytes(Reference kind, long file, long offset, long bytes, int blockBytes, References to) {
        if (offset > Long.MAX_VALUE - bytes) {
            return -1;
        }
        if (bytes == 0) {
            return 0;
        }
        long first = offset / blockBytes;
        long last = (offset + bytes - 1) / blockBytes;
        return last - first >= MOST_BLOCKS ? -1 : blocks(kind, file, first, last, to);
    }

    private static int blocks(Reference kind, long file, long first, long last, References to) {
        for (long block = first; block <= last; block++) {
            to.add(kind, file, block);
        }
        return (int) (last - first + 1);
    }
}
