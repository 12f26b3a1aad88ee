// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/// Replaces a file in one step: whoever is killed whenever leaves the whole old file or the whole new one.
public final class AtomicFile {
    /* 1 write a file of another name in the same folder   2 force it   3 move it over the old one   4 force the folder
     *
     * Killed before 3: the old file stands, and a stray of ours that the next write begins afresh.
     * Without 2 a crash of the machine may keep the name of step 3 and lose the bytes of step 1; without 4 it may
     * lose the name, which leaves the old file. Another folder may be another disk, where a move is a slow copy.
     */
    private static final String STRAY = ".part";

    /// Writes the new bytes.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    public static void write(Path file, Content content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + STRAY);
        if (isPipe(part)) { // it would be waited for
            Files.delete(part);
        }
        try (FileChannel channel = FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out); // 1
            out.flush();
            channel.force(true); // 2
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING); // 3
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(part);
            throw e;
        }
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true); // 4
        }
    }

    /// Whether it is neither a file nor a folder nor a link.
    private static boolean isPipe(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther();
    }
}
