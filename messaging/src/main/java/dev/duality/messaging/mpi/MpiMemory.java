// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.CLibrary;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Hardware;
import dev.duality.shm.Region;
import dev.duality.shm.Slip;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory that the ranks of a job share: one window, whose words lie at [#HOME], and the regions in it. Ranks that ask
/// for the same regions in the same order, from the same place on, get the same ones.
///
/// - Where all ranks are on one host the window is shared by `MPI_Win_allocate_shared`, and its regions are loads and
///   stores like those of threads.
/// - Where they are not, each access is a one-sided operation, see [MpiWindow].
///
/// A region that is given up is not given again: the window lasts as long as the job.
public final class MpiMemory implements Hardware {
    /// The rank whose memory it is.
    public static final int HOME = 0;

    private final Mpi mpi;
    private final MemorySegment window;
    private final MemorySegment memory; // all of it, at home or where it is shared; else empty
    private final boolean shared;
    private final long bytes;
    private long given;

    private MpiMemory(Mpi mpi, MemorySegment window, MemorySegment memory, boolean shared, long bytes) {
        this.mpi = mpi;
        this.window = window;
        this.memory = memory;
        this.shared = shared;
        this.bytes = bytes;
    }

    /// Opens a window, all zero. Called by all ranks at once, with the same number; each waits for the others.
    /// @param bytes for all regions together
    /// @throws IllegalStateException if the library cannot
    public static MpiMemory open(Mpi mpi, long bytes) {
        MpiLibrary library = mpi.library();
        Arena arena = Arena.global(); // as long as the window, which is as long as the job
        MemorySegment window = arena.allocate(ADDRESS);
        MemorySegment pointer = arena.allocate(ADDRESS);
        MemorySegment number = arena.allocate(JAVA_LONG);
        long own = mpi.rank() == HOME ? bytes : 0;
        MpiMemory opened;
        synchronized (mpi) {
            try {
                boolean shared =
                        (int) library.allocateShared.invokeExact(own, 1, library.noInfo, library.world, pointer, window)
                                == 0;
                if (shared) {
                    library.check("MPI_Win_shared_query", (int) library.sharedQuery.invokeExact(
                            window.get(ADDRESS, 0), HOME, number, arena.allocate(JAVA_INT), pointer));
                } else {
                    library.check("MPI_Win_allocate", (int)
                            library.allocateWindow.invokeExact(own, 1, library.noInfo, library.world, pointer, window));
                }
                boolean mapped = shared || mpi.rank() == HOME;
                MemorySegment handle = window.get(ADDRESS, 0);
                library.answerErrorsOf(handle);
                opened = new MpiMemory(mpi, handle, mapped ? at(pointer, bytes) : MemorySegment.NULL, shared, bytes);
                if (mpi.rank() == HOME) {
                    opened.memory.fill((byte) 0);
                }
                library.check("MPI_Win_lock_all", (int) library.lockAll.invokeExact(MpiLibrary.NO_CHECK, handle));
            } catch (Throwable e) {
                throw CLibrary.thrown("MPI_Win_allocate", e);
            }
        }
        mpi.barrier();
        return opened;
    }

    @SuppressWarnings("restricted") // the bytes are the library's, which says how many there are
    private static MemorySegment at(MemorySegment pointer, long bytes) {
        return pointer.get(ADDRESS, 0).reinterpret(bytes);
    }

    /// The library's handle.
    MemorySegment window() {
        return window;
    }

    /// Whether its regions are loads and stores.
    public boolean shared() {
        return shared;
    }

    /// The offset at which the next region begins.
    public synchronized long place() {
        return given;
    }

    /// Begins the next region where another rank does, which may have given others; those that this rank gave from
    /// there on are closed.
    /// @param place the other's [#place()]
    /// @throws IllegalArgumentException if it lies outside the window, or where no region can begin
    public synchronized void goOnAt(long place) {
        if (place < 0 || place > bytes || place % Region.APART != 0 && place != bytes) {
            throw new Slip("no region of a window of %,d bytes begins at %,d".formatted(bytes, place));
        }
        given = place;
    }

    /// The next bytes of the window.
    /// @throws IllegalStateException if there are not so many left
    @Override
    public synchronized Region allocate(long length) {
        if (length < 1) {
            throw new Slip("a region needs at least 1 byte, not " + length);
        }
        long from = given;
        long until = from + length;
        if (until > bytes) {
            throw new Diagnosis("a region of %,d bytes does not fit into what is left of the window, %,d of %,d"
                    .formatted(length, bytes - from, bytes));
        }
        given = Math.min(bytes, (until + Region.APART - 1) / Region.APART * Region.APART);
        if (shared) {
            return Region.over(memory.asSlice(from, length));
        }
        MemorySegment local = mpi.rank() == HOME ? memory.asSlice(from, length) : MemorySegment.NULL;
        return new MpiWindow(mpi, window, from, length, local);
    }

    /// As between threads, but that nobody sleeps: no rank can wake another.
    @Override
    public WaitStrategy wait(Waiting waiting) {
        if (waiting.kind().sleeps()) {
            throw new Slip("a rank cannot wake another that sleeps on a word of a window; use another --wait than "
                    + waiting.kind().label());
        }
        return WaitStrategy.ofThreads(waiting);
    }
}
