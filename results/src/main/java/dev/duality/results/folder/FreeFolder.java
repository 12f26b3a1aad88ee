// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A folder that is to be made, or that is there and empty. Looking makes nothing.
final class FreeFolder {
    private FreeFolder() {}

    /// @param cannot what else is not done, such as `cannot export to`
    /// @param overwrites what would be put there, such as `an export`
    /// @throws RunUnwritable if it is a file, or a folder that holds something, or nobody may write there
    static void require(Path path, String cannot, String overwrites) {
        requireRoom(path, cannot);
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.findAny().isPresent()) {
                throw new RunUnwritable(
                        "%s %s: the folder is not empty, and %s overwrites nothing; give another folder with --out"
                                .formatted(cannot, path, overwrites));
            }
        } catch (NotDirectoryException e) {
            throw new RunUnwritable("%s %s: it is a file; give a folder with --out".formatted(cannot, path), e);
        } catch (IOException e) {
            throw RunUnwritable.because(cannot, path, e);
        }
    }

    /// Looks at what is there of the way to it.
    /// @throws RunUnwritable if that is no folder, or one in which nobody may write
    static void requireRoom(Path path, String cannot) {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
            there = there.getParent();
        }
        String where = there.equals(path.toAbsolutePath()) ? "it" : there.toString();
        if (!Files.exists(there)) {
            throw new RunUnwritable("%s %s: %s is a link that leads nowhere; give another folder with --out"
                    .formatted(cannot, path, where));
        }
        if (!Files.isDirectory(there)) {
            throw new RunUnwritable("%s %s: %s is a file; give %s with --out"
                    .formatted(cannot, path, where, where.equals("it") ? "a folder" : "another folder"));
        }
        try {
            FileStore store = Files.getFileStore(there);
            if (store.getTotalSpace() > 0 && store.getUsableSpace() == 0) {
                throw new RunUnwritable("%s %s: no space left on device; make room, or give another folder with --out"
                        .formatted(cannot, path));
            }
            requireWritable(there, store);
        } catch (IOException e) {
            throw RunUnwritable.because(cannot, path, e);
        }
    }

    private static void requireWritable(Path folder, FileStore store) throws IOException {
        if (!Files.isWritable(folder)) {
            throw store.isReadOnly()
                    ? new FileSystemException(folder.toString(), null, "read-only file system")
                    : new AccessDeniedException(folder.toString());
        }
    }
}
