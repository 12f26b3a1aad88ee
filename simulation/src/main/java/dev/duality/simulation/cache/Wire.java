// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.messaging.Message;

/// The meanings of the words of a message. The sequence word of a request and of its reply holds 16 bits of the
/// client's boot number, 16 of its slot, and 32 of the request's number; that of a call-back and of its answer holds 16
/// bits of the boot number, and 48 of the call-back's number. Word `a` is the file, unless it says otherwise.
///
/// A slot of a client has one request under way: each user has one, and so has each of the daemons that write blocks
/// back.
public final class Wire {
    /// Opens a file; b: whether for writing. Its reply, a: the version, and since which the client's blocks are good,
    /// b: the time stamp and whether it may be cached.
    static final int OPEN = 0;

    /// Closes it; b: whether it was for writing.
    static final int CLOSE = 1;

    /// Reads a block; b: the block, and how many bytes. Its reply, a: the stamp, b: the file's version; and the bytes.
    public static final int READ = 2;

    /// Writes a block; b: the block and how many bytes; and the bytes. Its reply, a: the file's version.
    static final int WRITE = 3;

    /// Removes a file.
    static final int REMOVE = 4;

    /// Asks for a file's version. Its reply, a: the version.
    static final int CHECK = 5;

    /// Asks for a token; b: whether to write. Its reply, b: the time stamp.
    static final int TOKEN = 6;

    /// Tells a process that is beside the server what the client's record is now, b: the stamp; and the bytes.
    static final int UPDATE = 7;

    /// Asks that process to pick a record. Its reply, a: the record's stamp, b: whose it is.
    static final int PICK = 8;

    /// The reply to any of these is the request's kind and this.
    public static final int REPLY = 16;

    /// The server has declared this life of the client dead: it holds nothing any more.
    public static final int DEAD = 32;

    /// From the server; b: the time stamp of what the client got last, and what it is to do.
    static final int CALL_BACK = 33;

    /// From a client; b: whether it is done, or the client has not yet got what the call-back is about.
    static final int CALLED_BACK = 34;

    private static final int WRITE_BACK = 1;
    private static final int INVALIDATE = 2;

    private Wire() {}

    static long sequence(int boot, int slot, int number) {
        return (long) boot << 48 | (long) slot << 32 | Integer.toUnsignedLong(number);
    }

    static long callBack(int boot, long number) {
        return (long) boot << 48 | number;
    }

    static int boot(Message message) {
        return (int) (message.sequence() >>> 48);
    }

    static int slot(Message message) {
        return (int) (message.sequence() >>> 32) & 0xFFFF;
    }

    static int number(Message message) {
        return (int) message.sequence();
    }

    static long callBackNumber(Message message) {
        return message.sequence() & 0xFFFF_FFFF_FFFFL;
    }

    static long range(int block, int bytes) {
        return (long) block << 32 | bytes;
    }

    static int block(long range) {
        return (int) (range >>> 32);
    }

    static int block(Message message) {
        return block(message.b());
    }

    static int bytes(long range) {
        return (int) range;
    }

    static int bytes(Message message) {
        return bytes(message.b());
    }

    static long version(int version, int goodSince) {
        return (long) goodSince << 32 | version;
    }

    static int goodSince(Message message) {
        return (int) (message.a() >>> 32);
    }

    static long opened(long stamp, boolean cacheable) {
        return stamp << 1 | (cacheable ? 1 : 0);
    }

    static long openStamp(Message message) {
        return message.b() >>> 1;
    }

    static boolean isCacheable(Message message) {
        return (message.b() & 1) != 0;
    }

    static long asked(long stamp, boolean writeBack, boolean invalidate) {
        return stamp << 2 | (writeBack ? WRITE_BACK : 0) | (invalidate ? INVALIDATE : 0);
    }

    static long askedStamp(Message message) {
        return message.b() >>> 2;
    }

    static boolean isInvalidate(Message message) {
        return (message.b() & INVALIDATE) != 0;
    }
}
