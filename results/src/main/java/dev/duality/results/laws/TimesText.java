// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The text of a file of times: UTF-8, or UTF-16 where a byte order mark says so.
final class TimesText {
    private static final int MOST_BYTES = 16 << 20;

    private TimesText() {}

    /// @throws TimesUnreadable if it is no regular file, has more than 16 MiB, or is no text
    static String of(Path file) {
        byte[] bytes;
        try {
            bytes = RegularFile.bytes(file, MOST_BYTES);
        } catch (IOException e) {
            throw new TimesUnreadable(
                    "%s cannot be read: %s; name a run's folder, or a CSV file with the columns n, seconds"
                            .formatted(file, Reasons.of(e)),
                    e);
        }
        if (begins(bytes, 0x1F, 0x8B)) {
            throw new TimesUnreadable(file + ": this is compressed by gzip; unpack it first (gunzip)");
        }
        if (begins(bytes, 0xFF, 0xFE, 0, 0) || begins(bytes, 0, 0, 0xFE, 0xFF)) {
            throw new TimesUnreadable(file + ", line 1: this is UTF-32; save the file as UTF-8");
        }
        if (begins(bytes, 0xFF, 0xFE)) {
            return decoded(file, bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (begins(bytes, 0xFE, 0xFF)) {
            return decoded(file, bytes, 2, StandardCharsets.UTF_16BE);
        }
        return decoded(file, bytes, begins(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0, StandardCharsets.UTF_8);
    }

    private static boolean begins(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || Byte.toUnsignedInt(bytes[i]) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decoded(Path file, byte[] bytes, int from, Charset charset) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out = CharBuffer.allocate(bytes.length - from);
        CoderResult result = charset.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            throw new TimesUnreadable(
                    "%s, line %d: this is no %s; save the file as UTF-8".formatted(file, 1 + lineEnds(text), charset));
        }
        int zero = text.indexOf(0);
        if (zero >= 0) {
            throw new TimesUnreadable(
                    "%s, line %d: there are bytes that are 0; if this is UTF-16, save the file as UTF-8"
                            .formatted(file, 1 + lineEnds(text.substring(0, zero))));
        }
        return text;
    }

    /// Those of two characters count once.
    private static long lineEnds(String text) {
        long ends = text.chars().filter(c -> c == '\n').count();
        return ends > 0 ? ends : text.chars().filter(c -> c == '\r').count();
    }
}
