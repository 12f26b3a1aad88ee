// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/// A file's compression, told by its first bytes.
public enum Compression {
    NONE("none"),
    GZIP("gzip"),
    ZSTD("zstd"),
    XZ("xz");

    /// The number of bytes that tell.
    static final int MAGIC = 262;

    private static final int TAR = 257; // where the head of an archive has its magic

    /// The most memory that the decompressor of xz may take, which a file can ask for: that of `xz -9` is 65 MiB.
    private static final int XZ_KIB = 128 << 10;

    private final String word;

    Compression(String word) {
        this.word = word;
    }

    /// As users know it.
    public String label() {
        return word;
    }

    /// @param head the first bytes of a file, [#MAGIC] of them or all
    static Compression of(byte[] head) {
        if (starts(head, 0x1F, 0x8B)) {
            return GZIP;
        }
        if (starts(head, 0x28, 0xB5, 0x2F, 0xFD) || ZstdFrames.isSkippable(head)) {
            return ZSTD;
        }
        return starts(head, 0xFD, '7', 'z', 'X', 'Z', 0) ? XZ : NONE;
    }

    /// The other compression or archive that it is in, and the program that unpacks it; empty if there is none.
    static Optional<String> unread(byte[] head) {
        if (starts(head, 'B', 'Z', 'h')) {
            return Optional.of("bzip2; unpack it by bunzip2");
        }
        if (starts(head, 'P', 'K', 3, 4)) {
            return Optional.of("zip; unpack it by unzip");
        }
        if (starts(head, 4, 0x22, 0x4D, 0x18)) {
            return Optional.of("lz4; unpack it by unlz4");
        }
        if (starts(head, '7', 'z', 0xBC, 0xAF, 0x27, 0x1C)) {
            return Optional.of("7z; unpack it by 7z x");
        }
        if (starts(head, 0x1F, 0x9D) && head.length > 2 && isOfCompress(head[2])) {
            return Optional.of("compress; unpack it by uncompress");
        }
        return Optional.empty();
    }

    /// Its third byte: the greatest length of a code, 9 to 16 bits, and two bits that nobody sets.
    private static boolean isOfCompress(byte flags) {
        int bits = flags & 0x1F;
        return (flags & 0x60) == 0 && bits >= 9 && bits <= 16;
    }

    /// Whether the first bytes are those of an archive with files in it.
    static boolean isTar(byte[] head) {
        return has(head, TAR, 'u', 's', 't', 'a', 'r');
    }

    private static boolean starts(byte[] head, int... magic) {
        return has(head, 0, magic);
    }

    private static boolean has(byte[] head, int from, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (from + i >= head.length || (head[from + i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /// Opens the stream inside.
    InputStream open(InputStream raw) throws IOException {
        return switch (this) {
            case NONE -> raw;
            case GZIP -> new GzipMembers(raw);
            case ZSTD -> new Zstd(raw);
            case XZ -> new Xz(raw);
        };
    }

    /// It needs more memory than it gets; the message says what to do.
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(String line) {
            super(line);
        }

        TooLarge(String line, Throwable cause) {
            super(line, cause);
        }
    }

    /// The decompressor asks for memory by exceptions of its own.
    private static final class Xz extends InputInPieces {
        private final InputStream in;

        Xz(InputStream raw) throws IOException {
            in = new XZInputStream(raw, XZ_KIB);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (MemoryLimitException e) {
                throw new TooLarge("by xz, and asks for more than 128 MiB of memory; unpack it by unxz", e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /// The decompressor answers damaged data by whatever comes; here it is an [IOException].
    private static final class Zstd extends InputInPieces {
        private static final String CHECKSUM = "Bad checksum"; // as its message begins

        private final ZstdFrames frames;
        private final ZstdInputStream in;

        Zstd(InputStream raw) {
            frames = new ZstdFrames(raw);
            in = new ZstdInputStream(frames);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                if (frames.isOver() && frames.isEmpty()) {
                    return -1; // it takes skippable frames alone for a frame that breaks off
                }
                throw e;
            } catch (RuntimeException e) {
                String reason = String.valueOf(e.getMessage());
                if (frames.isCut() && !reason.startsWith(CHECKSUM)) {
                    throw new TooLarge(
                            "by zstd, with a window of more than 8 MiB that is made use of; unpack it by zstd -d --long=31",
                            e);
                }
                throw new IOException(reason, e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
