// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.shm.CLibrary;
import dev.duality.shm.Diagnosis;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// This process as a rank of its job. There is one in a process, started when it is asked for first.
///
/// - **Threads:** any; one at a time is inside the library, so that every component of it can be used.
/// - **Progress:** the library moves bytes only while somebody calls it. Between ranks a thread of its own looks in ten
///   thousand times a second, so that a rank that computes, or waits for something else, keeps nobody waiting for ever.
/// - **Errors:** an [IllegalStateException] in the library's words. A rank that dies ends the job: `mpirun` ends the
///   others and says which it was.
public final class Mpi {
    private static final long LOOK_NANOS = 100_000;

    private final MpiLibrary library;
    private final ScratchFolder segments = ScratchFolder.create(segmentsIn(), "mpi");
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment flag = arena.allocate(JAVA_INT);
    private final MemorySegment ignored = arena.allocate(MpiLibrary.STATUS);
    private final int rank;
    private final int size;
    private final List<Underway> abandoned = new ArrayList<>();
    private int tags;
    private boolean ended;

    /// A message whose sender has been closed, and whose bytes the library may still read.
    private record Underway(MemorySegment request, MemorySegment bytes) {}

    /// Started once.
    private static final class Started {
        static final Mpi MPI = new Mpi(MpiLibrary.ofThisMachine().orElseThrow());

        private Started() {}
    }

    /// The reason why there is none, and what to do about it; empty if there is one.
    public static Optional<String> unavailable() {
        return MpiLibrary.ofThisMachine().isPresent()
                ? Optional.empty()
                : Optional.of("no " + MpiLibrary.NAME + ", the library of Open MPI 4 or 5; install openmpi-bin");
    }

    /// The library of this machine in its own words, whether or not it was started; empty if there is none.
    public static Optional<String> libraryVersion() {
        return MpiLibrary.ofThisMachine().map(MpiLibrary::version);
    }

    /// That of this process. The first call starts it, and waits until all ranks of the job have started theirs.
    /// @throws IllegalStateException if it is [#unavailable()]
    public static Mpi ofThisProcess() {
        unavailable().ifPresent(reason -> {
            throw new Diagnosis(reason);
        });
        return Started.MPI;
    }

    /// The directory in which each rank has a folder for the memory that it shares with others of its host. What ranks
    /// that were killed have left there is removed by the next rank, and by [ScratchFolder#reclaim].
    public static Path segmentsIn() {
        return new TransportOptions(Optional.empty()).filesIn();
    }

    private Mpi(MpiLibrary library) {
        this.library = library;
        library.prepare(segments.path());
        try {
            library.check("MPI_Init_thread", (int) library.initialize.invokeExact(
                    MemorySegment.NULL, MemorySegment.NULL, MpiLibrary.SERIALIZED, flag));
            if (flag.get(JAVA_INT, 0) < MpiLibrary.SERIALIZED) {
                throw new Diagnosis("this Open MPI is built for one thread; it takes one with threads");
            }
            library.answerErrors();
            library.check("MPI_Comm_rank", (int) library.rank.invokeExact(library.world, flag));
            rank = flag.get(JAVA_INT, 0);
            library.check("MPI_Comm_size", (int) library.size.invokeExact(library.world, flag));
            size = flag.get(JAVA_INT, 0);
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Init_thread", e);
        }
        if (size > 1) {
            Thread.ofPlatform().daemon().name("mpi-progress").start(this::lookIn);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "mpi-end"));
    }

    private void lookIn() {
        while (!ended()) {
            carryOut();
            sweep();
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    /// This process's number in its job, from 0.
    public int rank() {
        return rank;
    }

    /// The number of ranks of the job.
    public int size() {
        return size;
    }

    /// The library in its own words.
    public String version() {
        return library.version();
    }

    MpiLibrary library() {
        return library;
    }

    /// The first of so many tags that no earlier message of this job had. All ranks get the same if they ask in the
    /// same order.
    synchronized int tags(int count) {
        int first = 1 + tags;
        tags += count;
        return first;
    }

    /// Begins to send. The bytes are the library's until [#sent].
    synchronized void send(MemorySegment bytes, int length, int to, int tag, MemorySegment request) {
        requireOpen();
        try {
            library.check("MPI_Isend", (int)
                    library.startSend.invokeExact(bytes, length, library.bytes, to, tag, library.world, request));
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Isend", e);
        }
    }

    /// Whether what was begun with this request, if anything was, is the caller's again.
    synchronized boolean sent(MemorySegment request) {
        if (request.get(ADDRESS, 0).equals(MemorySegment.NULL)) {
            return true;
        }
        requireOpen();
        try {
            library.check("MPI_Test", (int) library.test.invokeExact(request, flag, MemorySegment.NULL));
            boolean sent = flag.get(JAVA_INT, 0) != 0;
            if (sent) {
                request.set(ADDRESS, 0, MemorySegment.NULL);
            }
            return sent;
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Test", e);
        }
    }

    /// Takes the next message with this tag, whoever sent it.
    /// @param status says afterwards who sent it
    /// @return its length in bytes, or -1 if none has arrived
    synchronized int take(int tag, MemorySegment into, MemorySegment status) {
        if (!arrived(tag, status)) {
            return -1;
        }
        try {
            library.check("MPI_Recv", (int) library.receive.invokeExact(
                    into,
                    (int) into.byteSize(),
                    library.bytes,
                    MpiLibrary.sourceOf(status),
                    tag,
                    library.world,
                    status));
            return MpiLibrary.bytesOf(status);
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Recv", e);
        }
    }

    private synchronized boolean arrived(int tag, MemorySegment status) {
        if (ended) {
            return false;
        }
        try {
            library.check("MPI_Iprobe", (int)
                    library.probe.invokeExact(MpiLibrary.ANY_SOURCE, tag, library.world, flag, status));
            return flag.get(JAVA_INT, 0) != 0;
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Iprobe", e);
        }
    }

    /// Lets the library do what has come: other ranks' operations on a window among it.
    synchronized void carryOut() {
        arrived(0, ignored); // nobody sends with the tag 0
    }

    /// Sees to it that the bytes of a message outlive its sender.
    synchronized void abandon(MemorySegment request, MemorySegment bytes) {
        if (!ended && !sent(request)) {
            abandoned.add(new Underway(request, bytes));
        }
    }

    private synchronized void sweep() {
        if (!ended && !abandoned.isEmpty()) {
            abandoned.removeIf(one -> sent(one.request()));
        }
    }

    /// Waits until all ranks have come here.
    public synchronized void barrier() {
        requireOpen();
        try {
            library.check("MPI_Barrier", (int) library.barrier.invokeExact(library.world));
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Barrier", e);
        }
    }

    void requireOpen() {
        if (ended) {
            throw new Diagnosis("this rank has left its job, and can send and receive nothing any more");
        }
    }

    private synchronized boolean ended() {
        return ended;
    }

    /// Leaves the job, and waits until all ranks do. Done by itself at the end of the JVM, unless that is halted: a
    /// rank that ends without it is taken for dead, and the others are ended.
    public synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            int _ = (int) library.finalizeAll.invokeExact();
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Finalize", e);
        }
        segments.close();
    }
}
