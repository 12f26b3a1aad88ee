// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.SplitMix64;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A process that is somewhere in memory: what its local calls do there, and how it is sent.
///
/// All that is added to is answered with what was there before, and a stream with the sum of what it has passed over:
/// so the sum of all answers does not depend on the order of the visits, while one that is lost or done twice changes
/// it.
///
/// - **Threads:** the one that has the process.
final class Image {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// After so many ticks of the home's clock its timer runs out, and begins again.
    static final long TIMER = 16;

    private static final long PID = 0;
    private static final long PARENT = 8;
    private static final long HOME = 16;
    private static final long CHILDREN = 24;
    private static final long DEADLINE = 32;
    private static final long ALARMS = 40;
    private static final long SIGNALS = 48;
    private static final int LINES = ImageGeometry.PAGE_BYTES / Region.LINE;
    private static final long CYCLE = 256; // a file's bytes are 0 to 255, again and again
    private static final long CYCLE_SUM = CYCLE * (CYCLE - 1) / 2;

    private final Region region;
    private final long offset;
    private final ImageGeometry geometry;

    Image(Region region, long offset, ImageGeometry geometry) {
        this.region = region;
        this.offset = offset;
        this.geometry = geometry;
    }

    /// Makes it process number `process`, which has not done anything.
    void begin(int process) {
        region.setPlain(offset + PID, pid(process));
        region.setPlain(offset + PARENT, pid(process) / 2);
        region.setPlain(offset + HOME, process);
        region.setPlain(offset + DEADLINE, TIMER);
        for (int file = 0; file < geometry.files(); file++) {
            region.setPlain(offset + geometry.stream(file), file + 1L);
        }
    }

    static long pid(int process) {
        return process + 1L;
    }

    long pid() {
        return region.getPlain(offset + PID);
    }

    /// Its identity, in one word: its id, its parent, its home and its files.
    long identity() {
        long word = SplitMix64.of(pid(), region.getPlain(offset + PARENT));
        word = SplitMix64.of(word, region.getPlain(offset + HOME));
        for (int file = 0; file < geometry.files(); file++) {
            word = SplitMix64.of(word, region.getPlain(offset + geometry.stream(file)));
        }
        return word;
    }

    long position(int file) {
        return region.getPlain(offset + geometry.stream(file) + Long.BYTES);
    }

    long children() {
        return region.getPlain(offset + CHILDREN);
    }

    long alarms() {
        return region.getPlain(offset + ALARMS);
    }

    /// The number of signals that it has taken.
    long signals() {
        return region.getPlain(offset + SIGNALS);
    }

    void take(long signals) {
        add(SIGNALS, signals);
    }

    /// Reads some bytes of a stream. Gives their sum.
    long read(int file, long bytes) {
        long word = offset + geometry.stream(file) + Long.BYTES;
        long position = region.getPlain(word);
        region.setPlain(word, position + bytes);
        return sumUpTo(position + bytes) - sumUpTo(position);
    }

    /// The sum of a file's bytes before a position.
    static long sumUpTo(long position) {
        long rest = position % CYCLE;
        return position / CYCLE * CYCLE_SUM + rest * (rest - 1) / 2;
    }

    /// Changes a line of a page. Gives how often it was changed before.
    long touch(int page, int line) {
        long word = offset + geometry.page(page) + (long) line * Region.LINE;
        long before = region.getPlain(word);
        region.setPlain(word, before + 1);
        return before;
    }

    /// Changes every line of every page.
    long touchAll() {
        long before = 0;
        for (int page = 0; page < geometry.pages(); page++) {
            for (int line = 0; line < LINES; line++) {
                before += touch(page, line);
            }
        }
        return before;
    }

    static int lines() {
        return LINES;
    }

    /// Learns what time it is at home. Gives it.
    long told(long clock) {
        while (clock >= region.getPlain(offset + DEADLINE)) {
            add(DEADLINE, TIMER);
            add(ALARMS, 1);
        }
        return clock;
    }

    /// Its part of a fork.
    void forked() {
        add(CHILDREN, 1);
    }

    private void add(long word, long more) {
        region.setPlain(offset + word, region.getPlain(offset + word) + more);
    }

    /// Writes it into a message: how large its parts are, and then part after part, a stream at a time.
    void encapsulate(Payload message) {
        byte[] bytes = message.bytes();
        message.length(geometry.messageBytes());
        WORD.set(bytes, 0, (long) geometry.files());
        WORD.set(bytes, Long.BYTES, (long) geometry.pages());
        int at = ImageGeometry.SIZES_BYTES;
        region.read(offset, bytes, at, ImageGeometry.PROCESS_BYTES);
        at += ImageGeometry.PROCESS_BYTES;
        for (int file = 0; file < geometry.files(); file++) {
            long stream = offset + geometry.stream(file);
            WORD.set(bytes, at, region.getPlain(stream));
            WORD.set(bytes, at + Long.BYTES, region.getPlain(stream + Long.BYTES));
            at += ImageGeometry.STREAM_BYTES;
        }
        if (geometry.pages() > 0) {
            region.read(offset + geometry.page(0), bytes, at, geometry.pages() * ImageGeometry.PAGE_BYTES);
        }
    }

    /// Becomes what was written into a message.
    /// @throws IllegalStateException if that is a process of another size
    void deencapsulate(Payload message) {
        byte[] bytes = message.bytes();
        if (message.length() != geometry.messageBytes()
                || (long) WORD.get(bytes, 0) != geometry.files()
                || (long) WORD.get(bytes, Long.BYTES) != geometry.pages()) {
            throw new IllegalStateException("a process of %d bytes came, but %s has %d"
                    .formatted(message.length(), geometry, geometry.messageBytes()));
        }
        int at = ImageGeometry.SIZES_BYTES;
        region.write(offset, bytes, at, ImageGeometry.PROCESS_BYTES);
        at += ImageGeometry.PROCESS_BYTES;
        for (int file = 0; file < geometry.files(); file++) {
            long stream = offset + geometry.stream(file);
            region.setPlain(stream, (long) WORD.get(bytes, at));
            region.setPlain(stream + Long.BYTES, (long) WORD.get(bytes, at + Long.BYTES));
            at += ImageGeometry.STREAM_BYTES;
        }
        if (geometry.pages() > 0) {
            region.write(offset + geometry.page(0), bytes, at, geometry.pages() * ImageGeometry.PAGE_BYTES);
        }
    }

    /// A number that differs when the process does.
    /// @param signals how many were sent to it, taken or not
    long digest(long signals) {
        long digest = SplitMix64.of(identity(), signals);
        digest = SplitMix64.of(digest, children());
        digest = SplitMix64.of(digest, alarms());
        for (int file = 0; file < geometry.files(); file++) {
            digest = SplitMix64.of(digest, position(file));
        }
        for (int page = 0; page < geometry.pages(); page++) {
            for (int line = 0; line < LINES; line++) {
                digest = SplitMix64.of(
                        digest, region.getPlain(offset + geometry.page(page) + (long) line * Region.LINE));
            }
        }
        return digest;
    }
}
