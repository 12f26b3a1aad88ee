// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One measurement at a time, because two on a machine spoil each other. It is JMH's own lock, a file in the temporary
/// folder, so that runs keep out of each other's way and out of that of any JMH. It goes with its process. Where
/// somebody cleans the temporary folder meanwhile, the file is made and locked again.
public final class MachineLock implements AutoCloseable {
    private static final String FILE = "jmh.lock";

    /// JMH's own property by which a user takes the blame.
    private static final String IGNORE = "jmh.ignoreLock";

    private static final int LOOK_MILLIS = 200;
    private static final int KEEP_SECONDS = 1;

    private final Path path;
    private final Thread keeper;
    private FileChannel file; // guarded by this
    private boolean closed; // guarded by this

    private MachineLock(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
        this.keeper = Thread.ofPlatform().daemon().name("lock-keeper").unstarted(this::keep);
    }

    private void keep() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(KEEP_SECONDS);
                renew();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // given back
        }
    }

    /// Locks the file that has the name now, if it is another one than that which is locked, or none: who comes next
    /// looks there. If somebody else has it already, it is too late.
    synchronized void renew() {
        try {
            if (closed || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            FileChannel again = open(path);
            if (isOurs(again)) {
                FileChannel before = file;
                file = again;
                before.close();
            } else {
                again.close();
            }
        } catch (IOException _) {
            // nobody else can make it either
        }
    }

    /// Waits until nobody else measures.
    /// @param waiting done once, if somebody does
    /// @param stopped whether to wait no longer
    /// @throws InterruptedException if it was stopped meanwhile
    /// @throws UncheckedIOException if there is no file to be had
    public static MachineLock take(Runnable waiting, BooleanSupplier stopped) throws InterruptedException {
        Optional<MachineLock> lock = tryTake();
        if (lock.isEmpty()) {
            waiting.run();
        }
        while (lock.isEmpty()) {
            if (stopped.getAsBoolean()) {
                throw new InterruptedException("stopped while another run was measuring");
            }
            Thread.sleep(LOOK_MILLIS);
            lock = tryTake();
        }
        return lock.get();
    }

    /// Looks whether there is a file to lock, or room for one, without locking it.
    /// @throws UncheckedIOException if there is none to be had
    public static void require() {
        Path path = path();
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                open(path).close();
            }
        } catch (IOException e) {
            throw unlockable(path, e);
        }
    }

    private static Path path() {
        return Path.of(System.getProperty("java.io.tmpdir"), FILE);
    }

    private static UncheckedIOException unlockable(Path path, IOException e) {
        return new UncheckedIOException(
                "cannot lock %s, which says who measures: %s".formatted(path, Reasons.of(e)), e);
    }

    private static Optional<MachineLock> tryTake() {
        Path path = path();
        try {
            FileChannel file = open(path);
            if (Boolean.getBoolean(IGNORE)) {
                return Optional.of(new MachineLock(path, file));
            }
            if (isOurs(file)) {
                MachineLock lock = new MachineLock(path, file);
                lock.keeper.start();
                return Optional.of(lock);
            }
            file.close();
            return Optional.empty();
        } catch (IOException e) {
            throw unlockable(path, e);
        }
    }

    private static boolean isOurs(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // another run of this process has it
        }
    }

    /// As JMH does it: everybody may write to the file, or else nobody but its first user could measure.
    private static FileChannel open(Path path) throws IOException {
        if (path.toFile().createNewFile()) {
            path.toFile().setWritable(true, false);
        }
        RegularFile.require(path, Long.MAX_VALUE); // opening a pipe would wait
        return FileChannel.open(path, StandardOpenOption.WRITE);
    }

    @Override
    public synchronized void close() {
        closed = true;
        keeper.interrupt();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give back the lock of this machine", e);
        }
    }
}
