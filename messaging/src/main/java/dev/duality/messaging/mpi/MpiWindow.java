// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import dev.duality.shm.CLibrary;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// A region in the memory of one rank, which all ranks reach by one-sided operations. Made by [MpiMemory].
///
/// - **Threads:** any, of all ranks.
/// - **Ordering:** every word access is as a volatile one, whatever mode is asked for: there is no cheaper one here.
/// - **Progress:** none of its own where the network has no one-sided operations: then they are messages, and the rank
///   that has the memory carries them out when it calls the library, see [Mpi].
/// - **Errors:** as [Region] says; and an [IllegalStateException] in the library's words.
public final class MpiWindow extends Region {
    /* All ranks own all words. Tried by MpiRanksTest, between two ranks on one host and on two.
     *
     *   a word   W1 one operation at the home rank: fetch-and-op, or compare-and-swap    W2 flush
     *   at home  a load is H1 sync   H2 lets the library carry out what has come   H3 volatile load
     *   bytes    B1 put or get       B2 flush
     *
     * One order of all word accesses: W1 is atomic at the home rank, where all operations of a window with one type are;
     * W2 returns when it is done there, so the next access of this thread is done later. That is sequential consistency,
     * and so every mode from plain to volatile. A flush also ends the bytes that were put before, so what is written and
     * then published by a word is there when the word is seen, and B1 after a word that was seen gets it.
     * H3 may stand in for W1: an aligned word is written at once, the library writes only while a thread of this process
     * is inside it or the network does, H1 makes the two copies of a word that MPI allows one, and the lock of `mpi`
     * keeps other threads of this rank out.
     * Weaker breaks it: without W2 the library may still hold the operation back, and a release be seen before what it
     * releases; without H1 a load at home may never see what others store; without H2 nothing comes at all where
     * operations are messages, while this rank does nothing but look.
     * Stronger is waste: a lock of the window around each access would be two more messages.
     */
    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    private final Mpi mpi;
    private final MpiLibrary library;
    private final MemorySegment window;
    private final long base;
    private final long bytes;
    private final MemorySegment local; // the bytes themselves at home; NULL elsewhere
    private final boolean home;
    private final MemorySegment value; // used under the lock of `mpi`, as the next two
    private final MemorySegment expected;
    private final MemorySegment before;
    private volatile boolean closed;

    /// @param base where the region begins in the window
    /// @param local its bytes, at home; elsewhere NULL
    MpiWindow(Mpi mpi, MemorySegment window, long base, long bytes, MemorySegment local) {
        this.mpi = mpi;
        this.library = mpi.library();
        this.window = window;
        this.base = base;
        this.bytes = bytes;
        this.local = local;
        this.home = mpi.rank() == MpiMemory.HOME;
        Arena arena = Arena.ofAuto();
        this.value = arena.allocate(ValueLayout.JAVA_LONG);
        this.expected = arena.allocate(ValueLayout.JAVA_LONG);
        this.before = arena.allocate(ValueLayout.JAVA_LONG);
    }

    private void require(long offset, long length, boolean word) {
        if (closed) {
            throw new Diagnosis("the region is closed");
        }
        if (offset < 0 || length < 0 || offset > bytes - length || word && (offset & 7) != 0) {
            throw new IndexOutOfBoundsException(
                    "%,d bytes at offset %,d are not inside a region of %,d bytes, or no word of it"
                            .formatted(length, offset, bytes));
        }
    }

    private static long in(long line, int word) {
        if (line % LINE != 0) {
            throw new IndexOutOfBoundsException("a line begins at a multiple of 64, and not at " + line);
        }
        return line + Long.BYTES * (word & 7L);
    }

    private long load(long offset) {
        if (!home) {
            return apply(offset, 0, library.nothing);
        }
        require(offset, Long.BYTES, true);
        synchronized (mpi) {
            sync(); // H1
            mpi.carryOut(); // H2
            return (long) WORD.getVolatile(local, offset); // H3
        }
    }

    private void store(long offset, long word) {
        apply(offset, word, library.replace);
    }

    private long apply(long offset, long operand, MemorySegment operation) {
        require(offset, Long.BYTES, true);
        synchronized (mpi) {
            mpi.requireOpen();
            value.set(ValueLayout.JAVA_LONG, 0, operand);
            try {
                library.check("MPI_Fetch_and_op", (int) library.fetchAndOp.invokeExact(
                        value, before, library.word, MpiMemory.HOME, base + offset, operation, window)); // W1
            } catch (Throwable e) {
                throw CLibrary.thrown("MPI_Fetch_and_op", e);
            }
            flush(); // W2
            return before.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    private void flush() {
        try {
            library.check("MPI_Win_flush", (int) library.flush.invokeExact(MpiMemory.HOME, window));
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Win_flush", e);
        }
    }

    private void sync() {
        mpi.requireOpen();
        try {
            library.check("MPI_Win_sync", (int) library.sync.invokeExact(window));
        } catch (Throwable e) {
            throw CLibrary.thrown("MPI_Win_sync", e);
        }
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public long getPlain(long offset) {
        return load(offset);
    }

    @Override
    public void setPlain(long offset, long word) {
        store(offset, word);
    }

    @Override
    public long getPlain(long line, int word) {
        return load(in(line, word));
    }

    @Override
    public void setPlain(long line, int word, long stored) {
        store(in(line, word), stored);
    }

    @Override
    public long getOpaque(long offset) {
        return load(offset);
    }

    @Override
    public void setOpaque(long offset, long word) {
        store(offset, word);
    }

    @Override
    public long getAcquire(long offset) {
        return load(offset);
    }

    @Override
    public void setRelease(long offset, long word) {
        store(offset, word);
    }

    @Override
    public long getVolatile(long offset) {
        return load(offset);
    }

    @Override
    public void setVolatile(long offset, long word) {
        store(offset, word);
    }

    @Override
    public boolean compareAndSet(long offset, long wanted, long word) {
        require(offset, Long.BYTES, true);
        synchronized (mpi) {
            mpi.requireOpen();
            value.set(ValueLayout.JAVA_LONG, 0, word);
            expected.set(ValueLayout.JAVA_LONG, 0, wanted);
            try {
                library.check("MPI_Compare_and_swap", (int) library.compareAndSwap.invokeExact(
                        value, expected, before, library.word, MpiMemory.HOME, base + offset, window)); // W1
            } catch (Throwable e) {
                throw CLibrary.thrown("MPI_Compare_and_swap", e);
            }
            flush(); // W2
            return before.get(ValueLayout.JAVA_LONG, 0) == wanted;
        }
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        return apply(offset, delta, library.sum);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        return apply(offset, bits, library.or);
    }

    @Override
    public long getAndSet(long offset, long word) {
        return apply(offset, word, library.replace);
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) {
        require(offset, length, false);
        MemorySegment.copy(
                moved(library.get, offset, length, MemorySegment.NULL), ValueLayout.JAVA_BYTE, 0, into, at, length);
    }

    @Override
    public void write(long offset, byte[] from, int at, int length) {
        require(offset, length, false);
        MemorySegment buffer = Arena.ofAuto().allocate(Math.max(1, length));
        MemorySegment.copy(from, at, buffer, ValueLayout.JAVA_BYTE, 0, length);
        moved(library.put, offset, length, buffer);
    }

    /// Puts a buffer, or gets into one that is made here.
    private MemorySegment moved(MethodHandle call, long offset, int length, MemorySegment given) {
        MemorySegment buffer = given.equals(MemorySegment.NULL) ? Arena.ofAuto().allocate(Math.max(1, length)) : given;
        synchronized (mpi) {
            mpi.requireOpen();
            try {
                library.check("MPI_Put or MPI_Get", (int) call.invokeExact(
                        buffer,
                        length,
                        library.bytes,
                        MpiMemory.HOME,
                        base + offset,
                        length,
                        library.bytes,
                        window)); // B1
            } catch (Throwable e) {
                throw CLibrary.thrown("MPI_Put or MPI_Get", e);
            }
            flush(); // B2
        }
        return buffer;
    }

    @Override
    public void close() {
        closed = true; // the bytes are the window's, which is as old as the job
    }
}
