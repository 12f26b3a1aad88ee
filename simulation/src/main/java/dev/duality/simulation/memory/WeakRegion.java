// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.simulation.multicore.WordRegion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/// A region of weak memory. Bytes are copied by plain accesses, one for each word.
final class WeakRegion extends WordRegion {
    private final WeakMachine machine;
    private final int number;
    private final Map<Long, MemoryWord> words = new HashMap<>(); // by index: most are never used

    WeakRegion(WeakMachine machine, int number, long bytes) {
        super(bytes);
        this.machine = machine;
        this.number = number;
    }

    private MemoryWord at(long offset) {
        return word(index(offset));
    }

    MemoryWord word(EarlyStore.Place place) {
        return word(place.offset() / Long.BYTES);
    }

    private MemoryWord word(long index) {
        return words.computeIfAbsent(index, _ -> new MemoryWord(machine.newWord(), number, index * Long.BYTES));
    }

    private Optional<Weaker> called(AccessCall call) {
        return machine.running().isEmpty() ? Optional.empty() : machine.sites().called(call);
    }

    private long load(MemoryWord word, AccessMode mode, AccessCall call) {
        AccessMode used = called(call).map(Weaker::instead).orElse(mode);
        Store store = machine.memory().load(word, used);
        machine.sites().loaded(machine, call, used, store);
        return store.value;
    }

    private void store(MemoryWord word, AccessMode mode, AccessCall call, long value) {
        AccessMode used = called(call).map(Weaker::instead).orElse(mode);
        Store store = machine.memory().store(word, used, value);
        machine.sites().stored(machine, call, used, store);
    }

    private long update(MemoryWord word, AccessCall call, LongUnaryOperator to) {
        Optional<Weaker> weaker = called(call);
        if (weaker.equals(Optional.of(Weaker.TWO_STEPS))) {
            long before = machine.memory().load(word, AccessMode.VOLATILE).value;
            machine.memory().store(word, AccessMode.VOLATILE, to.applyAsLong(before));
            return before;
        }
        AccessMode mode = weaker.map(Weaker::instead).orElse(AccessMode.VOLATILE);
        Store before = machine.memory().update(word, mode, to);
        machine.sites().updated(machine, call, mode, before, true);
        return before.value;
    }

    private void fence(AccessCall call) {
        if (called(call).isEmpty()) {
            machine.memory().fence(call);
            machine.sites().fenced(machine, call);
        }
    }

    @Override
    public long getPlain(long offset) {
        return load(at(offset), AccessMode.PLAIN, AccessCall.GET_PLAIN);
    }

    @Override
    public void setPlain(long offset, long value) {
        store(at(offset), AccessMode.PLAIN, AccessCall.SET_PLAIN, value);
    }

    @Override
    public long getOpaque(long offset) {
        return load(at(offset), AccessMode.OPAQUE, AccessCall.GET_OPAQUE);
    }

    @Override
    public void setOpaque(long offset, long value) {
        store(at(offset), AccessMode.OPAQUE, AccessCall.SET_OPAQUE, value);
    }

    @Override
    public long getAcquire(long offset) {
        return load(at(offset), AccessMode.ACQUIRE, AccessCall.GET_ACQUIRE);
    }

    @Override
    public void setRelease(long offset, long value) {
        store(at(offset), AccessMode.RELEASE, AccessCall.SET_RELEASE, value);
    }

    @Override
    public long getVolatile(long offset) {
        return load(at(offset), AccessMode.VOLATILE, AccessCall.GET_VOLATILE);
    }

    @Override
    public void setVolatile(long offset, long value) {
        store(at(offset), AccessMode.VOLATILE, AccessCall.SET_VOLATILE, value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        MemoryWord word = at(offset);
        Optional<Weaker> weaker = called(AccessCall.COMPARE_AND_SET);
        if (weaker.equals(Optional.of(Weaker.TWO_STEPS))) {
            boolean holds = machine.memory().load(word, AccessMode.VOLATILE).value == expected;
            if (holds) {
                machine.memory().store(word, AccessMode.VOLATILE, value);
            }
            return holds;
        }
        AccessMode mode = weaker.map(Weaker::instead).orElse(AccessMode.VOLATILE);
        Store before = machine.memory().compareAndSet(word, mode, expected, value);
        machine.sites().updated(machine, AccessCall.COMPARE_AND_SET, mode, before, before.value == expected);
        return before.value == expected;
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        return update(at(offset), AccessCall.GET_AND_ADD, before -> before + delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        return update(at(offset), AccessCall.GET_AND_OR, before -> before | bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        return update(at(offset), AccessCall.GET_AND_SET, _ -> value);
    }

    @Override
    public void fullFence() {
        fence(AccessCall.FULL_FENCE);
    }

    @Override
    public void acquireFence() {
        fence(AccessCall.ACQUIRE_FENCE);
    }

    @Override
    public void releaseFence() {
        fence(AccessCall.RELEASE_FENCE);
    }

    @Override
    public void storeStoreFence() {
        fence(AccessCall.STORE_STORE_FENCE);
    }

    @Override
    protected long load(long index) {
        return load(word(index), AccessMode.PLAIN, AccessCall.GET_PLAIN);
    }

    @Override
    protected void store(long index, long value) {
        store(word(index), AccessMode.PLAIN, AccessCall.SET_PLAIN, value);
    }

    /// The bytes of the newest store: those that are not written are others', and no part of this.
    @Override
    protected long kept(long index) {
        return word(index).newest().value;
    }
}
