// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.shm.PollLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Ends a fork whose parent was killed: it would spin for ever. It removes what the parent has left, for nobody else
/// may run here for a long time.
public final class Orphan {
    /// Until whoever waits for the parent has seen its end, so that its number is nobody's.
    private static final int LOOKS = 50;

    private static final int LOOK_MILLIS = 100;

    private final Thread watch;
    private volatile boolean orphaned;

    private Orphan(Path folder, Runnable end) {
        watch = new Thread(
                () -> {
                    awaitEnd();
                    orphaned = true;
                    removeWhatIsLeft(folder);
                    end.run();
                },
                "parent-watch");
        watch.setDaemon(true);
    }

    /// @param order the file of the order, in a folder for this fork, in the parent's own
    /// @param end ends this process
    public static Orphan watch(Path order, Runnable end) {
        Orphan orphan = new Orphan(order.toAbsolutePath().getParent().getParent(), end);
        orphan.watch.start();
        return orphan;
    }

    /// Before this process ends by itself: if its parent has been killed, waits until what that left is removed.
    public void beforeEnd() {
        if (orphaned) {
            PollLoop.join(watch);
        }
    }

    private static void awaitEnd() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream()); // nobody writes; only the end counts
        } catch (IOException _) {
            // as good as the end
        }
    }

    /// Whoever makes an own folder removes what is left over beside it.
    static void removeWhatIsLeft(Path folder) {
        try {
            for (int look = 0; look < LOOKS && Files.exists(folder); look++) {
                ScratchFolder.create(folder.getParent(), "end").close();
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (UncheckedIOException _) {
            // then the next run does it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
