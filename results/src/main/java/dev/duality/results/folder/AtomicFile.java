// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Replaces a file in one step: whoever is killed whenever leaves the whole old file or the whole new one. The new one
/// has the permissions of the old one, and its owner and group where that is allowed. A link is replaced itself, and
/// lends nothing: who wants the file behind it gives that.
public final class AtomicFile {
    /* 1 write a file of another name in the same folder   2 force it   3 move it over the old one   4 force the folder
     *
     * Killed before 3: the old file stands, and a stray of ours that the next write removes.
     * Without 2 a crash of the machine may keep the name of step 3 and lose the bytes of step 1; without 4 it may
     * lose the name, which leaves the old file. Another folder may be another disk, where a move is a slow copy.
     */
    private static final String STRAY = ".part";

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /// Writes the new bytes.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    public static void write(Path file, Content content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + STRAY);
        Files.deleteIfExists(part); // a pipe would be waited for, and a read-only stray not be opened
        Optional<PosixFileAttributes> old = attributes(file);
        try (FileChannel channel = FileChannel.open(part, NEW, asNarrowAs(old))) {
            old.ifPresent(attributes -> take(attributes, part)); // before there is anything to read
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

    /// Looks whether a file may be replaced: the new one would take the place of one that had not let itself be
    /// written.
    /// @throws IOException if it is read-only, also for who may write all, or cannot be looked at
    public static void requireWritable(Path file) throws IOException {
        Set<PosixFilePermission> writing = EnumSet.of(
                PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (!Files.isWritable(file)
                || view != null && Collections.disjoint(view.readAttributes().permissions(), writing)) {
            throw new FileSystemException(file.toString(), null, "it is read-only");
        }
    }

    /// Empty if there is no file yet, or the file system has no such permissions.
    private static Optional<PosixFileAttributes> attributes(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return view != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(view.readAttributes())
                : Optional.empty();
    }

    /// A file is made with no more than these; what is missing comes afterwards.
    private static FileAttribute<?>[] asNarrowAs(Optional<PosixFileAttributes> old) {
        return old.map(attributes ->
                        new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(attributes.permissions())})
                .orElse(new FileAttribute<?>[0]);
    }

    private static void take(PosixFileAttributes old, Path part) {
        PosixFileAttributeView view =
                Files.getFileAttributeView(part, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        where(() -> view.setOwner(old.owner()));
        boolean isOfGroup = where(() -> view.setGroup(old.group()));
        where(() -> view.setPermissions(permissions(old.permissions(), isOfGroup))); // last: a new owner may cost some
    }

    private interface Change {
        void make() throws IOException;
    }

    /// The permissions of a new file: what the old one allowed its group is not for another one.
    static Set<PosixFilePermission> permissions(Set<PosixFilePermission> old, boolean isOfGroup) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(old);
        if (!isOfGroup) {
            permissions.removeAll(EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE));
        }
        return permissions;
    }

    /// Makes a change where it is allowed: not on a file system that has one owner for all, or by a user who may not
    /// give files away.
    /// @return whether it was
    private static boolean where(Change change) {
        try {
            change.make();
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
