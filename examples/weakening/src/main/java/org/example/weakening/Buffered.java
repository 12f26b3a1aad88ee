// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import dev.duality.shm.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/// The memory as one actor sees it, with the buffer of its stores, and the actor itself, which takes one step at a
/// time.
///
/// A step is taken by running the actor from its beginning: what its loads gave before they give again, its next access
/// is carried out, and the one after that ends the run.
final class Buffered extends Region {
    /// Ends a run of the actor in the middle.
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("the actor has taken its step", null, false, false);
        }
    }

    /// A store that has not arrived.
    private record Store(long word, long value, boolean release) {}

    private static final long BYTES = 128;

    private final Map<Long, Long> shared;
    private final Actor actor;
    private final List<Store> stores = new ArrayList<>(); // that have not arrived, the oldest first
    private final List<Long> given = new ArrayList<>(); // what each access so far gave
    private int at; // the access that a run of the actor has come to
    private int until; // how many accesses it may make
    private boolean nextWaits; // whether the next one needs all stores to have arrived
    private String result; // null while the actor has not come to its end

    /// @param shared the words that have arrived, by their offsets; those that are missing are 0
    Buffered(Map<Long, Long> shared, Actor actor) {
        this.shared = shared;
        this.actor = actor;
        run(0);
    }

    private void run(int accesses) {
        at = 0;
        until = accesses;
        try {
            result = actor.run(this);
        } catch (Enough e) {
            // it goes on from here another time
        }
    }

    /// Whether the actor can take a step now.
    boolean canStep() {
        return result == null && (stores.isEmpty() || !nextWaits);
    }

    void step() {
        run(given.size() + 1);
    }

    /// Whether the n-th of the stores that have not arrived may be the next to.
    boolean canArrive(int n) {
        Store store = stores.get(n);
        return n == 0
                || !store.release && stores.subList(0, n).stream().noneMatch(earlier -> earlier.word == store.word);
    }

    int underWay() {
        return stores.size();
    }

    void arrive(int n) {
        Store store = stores.remove(n);
        shared.put(store.word, store.value);
    }

    /// The values that the actor saw, once all is done.
    String result() {
        return result;
    }

    /// One access.
    /// @param waits whether all earlier stores must have arrived before it
    private long access(boolean waits, LongSupplier made) {
        if (at == given.size()) {
            if (at == until) {
                nextWaits = waits;
                throw new Enough();
            }
            given.add(made.getAsLong());
        }
        return given.get(at++);
    }

    private long load(long word) {
        return access(false, () -> {
            for (Store store : stores.reversed()) {
                if (store.word == word) {
                    return store.value;
                }
            }
            return shared.getOrDefault(word, 0L);
        });
    }

    private void store(long word, long value, boolean release) {
        access(false, () -> {
            stores.add(new Store(word, value, release));
            return 0;
        });
    }

    /// A step that reads and writes, and that no earlier one passes.
    private long change(long word, LongUnaryOperator next) {
        return access(true, () -> {
            long before = shared.getOrDefault(word, 0L);
            shared.put(word, next.applyAsLong(before));
            return before;
        });
    }

    @Override
    public long bytes() {
        return BYTES;
    }

    @Override
    public long getPlain(long offset) {
        return load(offset);
    }

    @Override
    public void setPlain(long offset, long value) {
        store(offset, value, false);
    }

    @Override
    public long getPlain(long line, int word) {
        return load(line + Long.BYTES * (word & 7L));
    }

    @Override
    public void setPlain(long line, int word, long value) {
        store(line + Long.BYTES * (word & 7L), value, false);
    }

    @Override
    public long getOpaque(long offset) {
        return load(offset);
    }

    @Override
    public void setOpaque(long offset, long value) {
        store(offset, value, false);
    }

    @Override
    public long getAcquire(long offset) {
        return load(offset);
    }

    @Override
    public void setRelease(long offset, long value) {
        store(offset, value, true);
    }

    @Override
    public long getVolatile(long offset) {
        return change(offset, before -> before);
    }

    @Override
    public void setVolatile(long offset, long value) {
        change(offset, _ -> value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        return change(offset, before -> before == expected ? value : before) == expected;
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        return change(offset, before -> before + delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        return change(offset, before -> before | bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        return change(offset, _ -> value);
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) {
        throw new UnsupportedOperationException("this memory has words only");
    }

    @Override
    public void write(long offset, byte[] from, int at, int length) {
        throw new UnsupportedOperationException("this memory has words only");
    }

    @Override
    public void close() {}
}
