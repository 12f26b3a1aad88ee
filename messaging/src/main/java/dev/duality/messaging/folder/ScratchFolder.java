// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.folder;

import dev.duality.shm.FileUnusable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A folder for files of this process that nobody needs afterwards. It goes when it is closed, or else when the JVM
/// ends; where a process was killed, the next one that makes such a folder beside it removes it.
///
/// - **Threads:** any.
public final class ScratchFolder implements AutoCloseable {
    /* A folder is called duality-<use>-<process>-<n>, and its process holds a lock on the file `lock` in it until
     * it dies. It is left over if its name says so, it belongs to the user we are, no process here has that number, and
     * nobody holds the lock: processes that share a disk need not share their numbers. A folder without the file is
     * being made or being removed, so the number alone decides. Tried by ScratchFolderTest. */
    private static final String PREFIX = "duality-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[a-z]+(?:-[a-z]+)*-([0-9]{1,18})-[0-9]{1,9}");
    private static final String LOCK = "lock";

    /// Counts the folders that this JVM has made: a number that is not used twice, so that none is taken for left over.
    private static final AtomicInteger MADE = new AtomicInteger();

    /// The times that the end of the JVM looks whether a thread that still runs has made a removed file anew.
    private static final int LAST_LOOKS = 10;

    private final Path path;
    private final Optional<FileChannel> lock; // empty for a part of a folder that somebody else removes
    private final Thread atEnd;
    private volatile boolean ending;

    private ScratchFolder(Path path, Optional<FileChannel> lock) {
        this.path = path;
        this.lock = lock;
        this.atEnd = new Thread(this::end, "remove " + path.getFileName());
    }

    /// Makes a folder, and removes those that dead processes have left beside it.
    /// @param use what it is for, words of the letters a to z with `-` between them, such as `unix-socket`
    /// @throws FileUnusable if it cannot be made
    public static ScratchFolder create(Path directory, String use) {
        try {
            ScratchFolder folder = make(directory, use);
            folder.removeAtEnd();
            folder.reclaim(directory);
            return folder;
        } catch (IOException e) {
            throw new FileUnusable("cannot make a folder in " + directory, e, "give another directory");
        }
    }

    private void removeAtEnd() {
        try {
            Runtime.getRuntime().addShutdownHook(atEnd);
        } catch (IllegalStateException e) { // the end has begun, and nothing would remove it
            close();
            throw e;
        }
    }

    /// A folder that several processes have in common, and that somebody else removes.
    /// @param path of the folder, which is there
    public static ScratchFolder common(Path path) {
        return new ScratchFolder(path, Optional.empty());
    }

    private static ScratchFolder make(Path directory, String use) throws IOException {
        String name = PREFIX + use + "-" + ProcessHandle.current().pid() + "-";
        while (true) {
            Path path = directory.resolve(name + MADE.incrementAndGet());
            try {
                Files.createDirectory(path, ours());
                FileChannel lock =
                        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                if (lock.tryLock() != null) {
                    return new ScratchFolder(path, Optional.of(lock));
                }
                lock.close(); // nobody but us knows the file; then the next number
            } catch (FileAlreadyExistsException e) {
                if (!isHeld(path)) {
                    remove(path); // of a process that had our number before us
                }
            } catch (NoSuchFileException e) {
                if (!Files.isDirectory(directory)) {
                    throw e;
                } // else somebody with other numbers than ours took it for left over before it had its lock
            }
        }
    }

    /// Nobody else may read it, where the file system knows of others.
    private static FileAttribute<?>[] ours() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /// Removes the folders, of whatever use, that dead processes of the same user have left in a directory.
    /// @throws IOException if the directory cannot be read
    public void reclaim(Path directory) throws IOException {
        List<Path> leftOver = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path child : children) {
                if (isLeftOver(child, path)) {
                    leftOver.add(child);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        leftOver.forEach(ScratchFolder::remove);
    }

    private static boolean isLeftOver(Path path, Path own) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        try {
            return name.matches()
                    && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
                    && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                    && !isHeld(path);
        } catch (IOException e) {
            return false; // gone meanwhile, or not ours to read
        }
    }

    /// Whether some process holds the lock. Never asked of a folder of this JVM, because closing the file here would
    /// give back the lock.
    private static boolean isHeld(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE)) {
            return file.tryLock() == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /// The path of the folder.
    public Path path() {
        return path;
    }

    /// The free bytes of its disk.
    public long usableBytes() {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            throw new FileUnusable("cannot see how much room there is in " + path, e, "give another directory");
        }
    }

    /// Whether the JVM is ending, so that no more files may be made.
    public boolean isEnding() {
        return ending;
    }

    /// Removes the folder and all that is in it, unless it is common to several processes.
    @Override
    public void close() {
        if (lock.isEmpty()) {
            return;
        }
        remove(path);
        try {
            lock.get().close();
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IOException e) {
            throw new FileUnusable("cannot close the lock of " + path, e);
        } catch (IllegalStateException e) {
            // the JVM is ending, and the hook finds nothing left to do
        }
    }

    /// Removes the folder though threads may still be using it: what the end of the JVM does.
    public void end() {
        ending = true;
        for (int look = 0; look < LAST_LOOKS; look++) {
            remove(path);
            try {
                Thread.sleep(2); // for a thread that began to make a file before it could know
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// Removes a tree, if there is one; what cannot be removed is left.
    public static void remove(Path path) {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // something was made in it meanwhile, or it is not ours; who removes it looks again
        }
    }
}
