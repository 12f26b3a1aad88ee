// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// One measurement at a time, because two on a machine spoil each other. It is JMH's own lock, a file in the temporary
/// folder, so that runs keep out of each other's way and out of that of any JMH. It goes with its process.
public final class MachineLock implements AutoCloseable {
    private static final String FILE = "jmh.lock";

    /// JMH's own property by which a user takes the blame.
    private static final String IGNORE = "jmh.ignoreLock";

    private static final int LOOK_MILLIS = 200;

    private final FileChannel file;

    private MachineLock(FileChannel file) {
        this.file = file;
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

    private static Optional<MachineLock> tryTake() {
        Path path = Path.of(System.getProperty("java.io.tmpdir"), FILE);
        try {
            FileChannel file = open(path);
            if (Boolean.getBoolean(IGNORE) || isOurs(file)) {
                return Optional.of(new MachineLock(file));
            }
            file.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot lock %s, which says who measures: %s".formatted(path, e.getMessage()), e);
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
        return FileChannel.open(path, StandardOpenOption.WRITE);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give back the lock of this machine", e);
        }
    }
}
