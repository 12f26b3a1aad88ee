// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A span of memory that threads share. Its words are read and written in a mode that each call spells; its bytes
/// are copied in and out without any ordering of their own.
///
/// - **Modes:** as in [java.lang.invoke.VarHandle]: plain, opaque, acquire, release, and volatile for the
///   read-modify-write operations.
/// - **Threads:** any. What two of them do to the same bytes at once is ordered by the modes and by nothing else.
/// - **Errors:** an offset outside the region, or a word's offset that 8 does not divide, is refused with an
///   [IndexOutOfBoundsException] or an [IllegalArgumentException]; a closed region with an [IllegalStateException].
///
/// Structures are written against this class only, so they run unchanged wherever a region can be had. In a measured
/// process one kind of region is loaded, so calls to it are inlined; `RegionBenchmark` shows it against bare handles.
///
/// A value is handed from one thread to another by a release and an acquire:
///
/// ```java
/// region.setPlain(value, 42); // the one
/// region.setRelease(full, 1);
///
/// if (region.getAcquire(full) == 1) { // the other
///     long got = region.getPlain(value); // 42
/// }
/// ```
public abstract class Region implements AutoCloseable {
    /// The length of a cache line, in bytes: the unit that caches move.
    public static final int LINE = 64;

    /// The distance between words that different threads write, in bytes: two lines, since they are prefetched in
    /// pairs.
    public static final int APART = 128;

    /// Memory of this process, all zero, aligned to a page; that of a simulated machine, if one is in force, see
    /// [Hardware].
    /// @param bytes at least 1
    public static Region allocate(long bytes) {
        if (bytes < 1) {
            throw new Slip("a region needs at least 1 byte, not " + bytes);
        }
        return Hardware.current()
                .map(hardware -> hardware.allocate(bytes))
                .orElseGet(() -> new SegmentRegion(Arena.ofAuto().allocate(bytes, 4096)));
    }

    /// Memory mapped from a file, so that every process that maps it shares it. The file is made, or made longer, as
    /// needed; what is added reads as zero. Closing the region leaves the file.
    /// @param bytes at least 1
    /// @throws FileUnusable if the file cannot be opened, grown or mapped
    public static Region map(Path file, long bytes) {
        if (bytes < 1) {
            throw new Slip("a region needs at least 1 byte, not " + bytes);
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new SegmentRegion(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.ofAuto()));
        } catch (IOException e) {
            throw new FileUnusable(
                    "cannot map %,d bytes of %s".formatted(bytes, file), e, "make room, or give another directory");
        }
    }

    /// Memory that somebody else has made, and shares with whom he likes.
    /// @param memory native, aligned to 8 bytes; it lives at least as long as the segment can be reached
    public static Region over(MemorySegment memory) {
        return new SegmentRegion(memory);
    }

    /// The region's length in bytes.
    public abstract long bytes();

    public abstract long getPlain(long offset);

    public abstract void setPlain(long offset, long value);

    /// Reads one of the eight words of a line. Several words of one line cost one check of its bounds.
    /// @param line the offset of its first byte, a multiple of [#LINE]
    /// @param word from 0 to 7; of other numbers the low three bits count
    public abstract long getPlain(long line, int word);

    /// Writes one of the eight words of a line. Several words of one line cost one check of its bounds.
    /// @param line the offset of its first byte, a multiple of [#LINE]
    /// @param word from 0 to 7; of other numbers the low three bits count
    public abstract void setPlain(long line, int word, long value);

    public abstract long getOpaque(long offset);

    public abstract void setOpaque(long offset, long value);

    public abstract long getAcquire(long offset);

    public abstract void setRelease(long offset, long value);

    /// Reads one of the eight words of a line, as [#getAcquire(long)] does, at the cost of [#getPlain(long, int)].
    /// @param line the offset of its first byte, a multiple of [#LINE]
    /// @param word from 0 to 7; of other numbers the low three bits count
    public long getAcquire(long line, int word) {
        return getAcquire(line + Long.BYTES * (word & 7L));
    }

    /// Writes one of the eight words of a line, as [#setRelease(long, long)] does, at the cost of [#setPlain(long, int,
    /// long)].
    /// @param line the offset of its first byte, a multiple of [#LINE]
    /// @param word from 0 to 7; of other numbers the low three bits count
    public void setRelease(long line, int word, long value) {
        setRelease(line + Long.BYTES * (word & 7L), value);
    }

    public abstract long getVolatile(long offset);

    public abstract void setVolatile(long offset, long value);

    /// @return whether the word held `expected`, and now holds `value`
    public abstract boolean compareAndSet(long offset, long expected, long value);

    /// @return the word's value before
    public abstract long getAndAdd(long offset, long delta);

    /// @return the word's value before
    public abstract long getAndOr(long offset, long bits);

    /// @return the word's value before
    public abstract long getAndSet(long offset, long value);

    /// Copies bytes out of the region, unordered.
    public abstract void read(long offset, byte[] into, int at, int length);

    /// Copies bytes into the region, unordered.
    public abstract void write(long offset, byte[] from, int at, int length);

    /// Copies `length` bytes of another region, without any ordering of their own.
    /// @param from another region, or this one where the two spans have no byte in common
    public void copy(long offset, Region from, long at, int length) {
        byte[] between = new byte[length];
        from.read(at, between, 0, length);
        write(offset, between, 0, length);
    }

    /// Nothing of the calling thread passes it: no access of before is done after it, and none of after it before.
    ///
    /// The fences are the region's, so that a machine that is simulated sees them; they order all memory, as those of
    /// [VarHandle] do.
    public void fullFence() {
        VarHandle.fullFence();
    }

    /// No access of the calling thread that follows is done before a load that comes before it.
    public void acquireFence() {
        VarHandle.acquireFence();
    }

    /// No access of the calling thread that comes before it is done after a store that follows.
    public void releaseFence() {
        VarHandle.releaseFence();
    }

    /// No store of the calling thread that comes before it is done after a store that follows.
    public void storeStoreFence() {
        VarHandle.storeStoreFence();
    }

    /// Gives the memory up. What a thread does to it afterwards is refused; it is freed when nobody can reach the
    /// region.
    @Override
    public abstract void close();
}
