// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Reads files that anybody may have put there, or named: nothing but regular ones, and no more than was said. A pipe
/// would be waited for, and a device has no end.
public final class RegularFile {
    private RegularFile() {}

    /// Looks at a file before it is opened.
    /// @return its bytes
    /// @throws FileSystemException if it is a folder, a pipe, a device or a socket, or has more bytes; its reason says
    /// which
    /// @throws IOException if it is not there, or cannot be looked at
    public static long require(Path file, long most, LinkOption... links) throws IOException {
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, links);
        if (!is.isRegularFile()) {
            throw refused(file, "it is " + kind(is) + ", but must be a file");
        }
        if (is.size() > most) {
            throw refused(file, "it has " + is.size() + " bytes, but at most " + most + " are read");
        }
        return is.size();
    }

    /// All of it. Files of `/proc` say that they have no bytes, and are taken at their word.
    /// @param most bytes that are read
    /// @throws IOException as [#require], or if it cannot be read or grows meanwhile
    public static byte[] bytes(Path file, int most, LinkOption... links) throws IOException {
        long size = require(file, most, links);
        if (size == 0) {
            return new byte[0];
        }
        try (InputStream in = Files.newInputStream(file, links)) {
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size || in.read() >= 0) {
                throw refused(file, "it changed while it was read; try again");
            }
            return bytes;
        }
    }

    /// All of it as text.
    /// @throws IOException as [#bytes], or if it is not UTF-8
    public static String text(Path file, int most, LinkOption... links) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes(file, most, links)))
                .toString();
    }

    private static FileSystemException refused(Path file, String reason) {
        return new FileSystemException(file.toString(), null, reason);
    }

    private static String kind(BasicFileAttributes is) {
        if (is.isDirectory()) {
            return "a folder";
        }
        return is.isSymbolicLink() ? "a link" : "a pipe, a device or a socket";
    }
}
