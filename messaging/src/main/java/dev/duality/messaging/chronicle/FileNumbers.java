// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import dev.duality.shm.Region;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;

/// Makes a queue begin its next file when we say so, not when a minute or a day is over: Chronicle asks here which file
/// is the current one, and what time it is, which is that file's.
///
/// - **Threads:** any.
final class FileNumbers implements RollCycle, TimeProvider {
    /// The roll cycle whose names and indices our files have, so that Chronicle's own tools can read them: one file a
    /// minute.
    private static final LegacyRollCycles FORM = LegacyRollCycles.MINUTELY;

    private final Region region;
    private final long word; // the files that are left; the current one's number is one more

    FileNumbers(Region region, long word) {
        this.region = region;
        this.word = word;
    }

    int current() {
        return (int) region.getVolatile(word) + 1;
    }

    /// Leaves a file for the next, unless somebody has done so already.
    void leave(int number) {
        region.compareAndSet(word, number - 1L, number);
    }

    @Override
    public int current(TimeProvider time, long epoch) {
        return current();
    }

    @Override
    public long currentTimeMillis() {
        return (long) current() * lengthInMillis();
    }

    @Override
    public String format() {
        return FORM.format();
    }

    @Override
    public int lengthInMillis() {
        return FORM.lengthInMillis();
    }

    @Override
    public int defaultIndexCount() {
        return FORM.defaultIndexCount();
    }

    @Override
    public int defaultIndexSpacing() {
        return FORM.defaultIndexSpacing();
    }

    @Override
    public long toIndex(int number, long sequence) {
        return FORM.toIndex(number, sequence);
    }

    @Override
    public long toSequenceNumber(long index) {
        return FORM.toSequenceNumber(index);
    }

    @Override
    public int toCycle(long index) {
        return FORM.toCycle(index);
    }

    @Override
    public long maxMessagesPerCycle() {
        return FORM.maxMessagesPerCycle();
    }
}
