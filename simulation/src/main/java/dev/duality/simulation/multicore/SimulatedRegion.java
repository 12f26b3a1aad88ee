// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

/// Memory of a simulated multicore. The words are real, so that what is computed is right; each access of a core takes
/// the time that its line's state and place make it take. Accesses from outside the machine, such as setting up and
/// looking at the end, take none.
///
/// - **Ordering:** that of the machine: stores of a core become visible in their order, loads see their own core's
///   stores first, and atomic operations, volatile stores and full fences wait for the buffer. So no weaker mode shows.
final class SimulatedRegion extends WordRegion {
    /// The atomic operations.
    enum Update {
        ADD,
        OR,
        SET,
        COMPARE_AND_SET
    }

    private static final int WORDS_OF_LINE = LINE / Long.BYTES;

    private final Multicore machine;
    private final RunningCore running;
    private final long[] words;
    private final CacheLine[] lines;

    SimulatedRegion(Multicore machine, long bytes) {
        super(bytes);
        long needed = (bytes + Long.BYTES - 1) / Long.BYTES;
        if (needed > Multicore.MOST_WORDS) {
            throw new IllegalArgumentException("a region of %,d bytes is wanted, but a simulated one has at most %,d"
                    .formatted(bytes, (long) Multicore.MOST_WORDS * Long.BYTES));
        }
        this.machine = machine;
        this.running = machine.running();
        this.words = new long[(int) needed];
        this.lines = new CacheLine[(int) ((needed + WORDS_OF_LINE - 1) / WORDS_OF_LINE)];
    }

    private int at(long offset) {
        return (int) index(offset);
    }

    @Override
    protected long load(long index) {
        return running.load(this, (int) index);
    }

    @Override
    protected void store(long index, long value) {
        running.store(this, (int) index, value);
    }

    @Override
    protected long kept(long index) {
        return load(index);
    }

    CacheLine line(int word) {
        int number = word / WORDS_OF_LINE;
        if (lines[number] == null) {
            lines[number] = machine.newLine();
        }
        return lines[number];
    }

    /// The word's value for all to see.
    long word(int word) {
        return words[word];
    }

    void word(int word, long value) {
        words[word] = value;
    }

    /// Does an atomic operation on a word.
    /// @return the value before; for [Update#COMPARE_AND_SET] 1 if it was done, else 0
    long apply(Update update, int word, long a, long b) {
        long before = words[word];
        return switch (update) {
            case ADD -> {
                words[word] = before + a;
                yield before;
            }
            case OR -> {
                words[word] = before | a;
                yield before;
            }
            case SET -> {
                words[word] = a;
                yield before;
            }
            case COMPARE_AND_SET -> {
                if (before == a) {
                    words[word] = b;
                }
                yield before == a ? 1 : 0;
            }
        };
    }

    @Override
    public long getPlain(long offset) {
        return running.load(this, at(offset));
    }

    @Override
    public void setPlain(long offset, long value) {
        running.store(this, at(offset), value);
    }

    @Override
    public long getOpaque(long offset) {
        return getPlain(offset);
    }

    @Override
    public void setOpaque(long offset, long value) {
        setPlain(offset, value);
    }

    @Override
    public long getAcquire(long offset) {
        return getPlain(offset);
    }

    @Override
    public void setRelease(long offset, long value) {
        setPlain(offset, value);
    }

    @Override
    public long getVolatile(long offset) {
        return getPlain(offset);
    }

    @Override
    public void setVolatile(long offset, long value) {
        setPlain(offset, value);
        running.drain();
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        return running.update(this, Update.COMPARE_AND_SET, at(offset), expected, value) == 1;
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        return running.update(this, Update.ADD, at(offset), delta, 0);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        return running.update(this, Update.OR, at(offset), bits, 0);
    }

    @Override
    public long getAndSet(long offset, long value) {
        return running.update(this, Update.SET, at(offset), value, 0);
    }

    @Override
    public void fullFence() {
        running.drain();
    }

    @Override
    public void acquireFence() {
        // loads are in order
    }

    @Override
    public void releaseFence() {
        // stores are in order, and behind the loads before them
    }

    @Override
    public void storeStoreFence() {
        // stores are in order
    }
}
