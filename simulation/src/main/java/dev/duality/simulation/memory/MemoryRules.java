// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/// The effect of running threads' accesses on words and views, and the stores that may be done early. Nobody's
/// accesses, before and after an execution, see and leave the newest store.
final class MemoryRules {
    private static final int LONGEST_WINDOW = 24; // accesses that an early store may pass

    private final WeakMachine machine;
    private final List<EarlyStore> early;
    private final Set<EarlyStore> shown = new LinkedHashSet<>();

    MemoryRules(WeakMachine machine, List<EarlyStore> early) {
        this.machine = machine;
        this.early = early;
    }

    /// Stores that this execution has shown to be such as may be done early.
    Set<EarlyStore> shown() {
        return shown;
    }

    /// @return what the load sees
    Store load(MemoryWord word, AccessMode mode) {
        if (machine.stepOutside()) {
            return word.newest();
        }
        machine.step();
        WeakThread thread = machine.running().orElseThrow();
        requireNotOwed(thread, word);
        if (mode.isAcquire()) {
            barrier(thread);
        } else {
            storeEarly(thread, word);
        }
        MemoryView before = mode == AccessMode.VOLATILE ? thread.views.beginVolatile() : MemoryView.EMPTY;
        int oldest = oldest(thread, word, mode, before);
        Store store = word.at(word.count() - 1 - machine.choose(Chooser.Kind.LOAD, word.count() - oldest));
        loaded(thread, store, mode, before);
        if (!mode.isAcquire()) {
            pass(thread, word, true, store.value);
        }
        return store;
    }

    private static int oldest(WeakThread thread, MemoryWord word, AccessMode mode, MemoryView before) {
        if (mode != AccessMode.PLAIN && thread.hasSeenEnough(word)) {
            return word.count() - 1;
        }
        return Math.max(thread.views.oldest(word, mode), before.position(word));
    }

    private static void loaded(WeakThread thread, Store store, AccessMode mode, MemoryView before) {
        thread.views.loaded(store, store.thread == thread.number, mode, before);
        thread.looked(store, mode);
        if (mode == AccessMode.VOLATILE) {
            thread.views.endVolatileLoad();
        }
    }

    /// @return the store; the one done before, if it was done early
    Store store(MemoryWord word, AccessMode mode, long value) {
        if (machine.stepOutside()) {
            return storeOutside(word, value);
        }
        machine.step();
        WeakThread thread = machine.running().orElseThrow();
        for (Store owed : thread.owed) {
            if (owed.word == word) {
                if (mode.isRelease() || owed.value != value) {
                    machine.end(new WeakMachine.Outcome.Discarded());
                }
                owed.owed = false;
                thread.owed.remove(owed);
                return owed;
            }
        }
        if (!mode.isRelease()) {
            show(thread, word, mode, value);
        }
        if (mode == AccessMode.VOLATILE) {
            thread.views.beginVolatile();
        }
        List<Integer> places = new ArrayList<>();
        for (int place = word.count() - 1; place >= thread.views.oldestBehind(word); place--) {
            if (!word.at(place).updated) {
                places.add(place);
            }
        }
        int place = places.get(machine.choose(Chooser.Kind.PLACE, places.size()));
        Store store = word.insert(place, value, thread.number);
        thread.views.stored(store, mode);
        if (mode == AccessMode.VOLATILE) {
            thread.views.endVolatileStore();
        }
        thread.storedWhileOwing = !thread.owed.isEmpty();
        pass(thread, word, false, value);
        return store;
    }

    private static Store storeOutside(MemoryWord word, long value) {
        if (word.count() == 1) {
            word.begin(value);
            return word.newest();
        }
        return word.insert(word.count() - 1, value, -1);
    }

    /// An atomic operation: a load, and a store directly behind what it saw.
    /// @param mode volatile, or that of the only half which orders anything
    /// @return what it saw
    Store update(MemoryWord word, AccessMode mode, LongUnaryOperator to) {
        if (machine.stepOutside()) {
            Store newest = word.newest();
            storeOutside(word, to.applyAsLong(newest.value));
            return newest;
        }
        WeakThread thread = beginAtomic();
        MemoryView before = mode == AccessMode.VOLATILE ? thread.views.beginVolatile() : MemoryView.EMPTY;
        int oldest = Math.max(oldest(thread, word, AccessMode.OPAQUE, before), thread.views.oldestBehind(word));
        List<Store> seen = new ArrayList<>();
        for (int place = word.count() - 1; place >= oldest; place--) {
            if (!word.at(place).updated) {
                seen.add(word.at(place));
            }
        }
        Store replaced = seen.get(machine.choose(Chooser.Kind.LOAD, seen.size()));
        replace(thread, replaced, mode, to.applyAsLong(replaced.value), before);
        return replaced;
    }

    /// A comparison, and a store if it holds.
    /// @return what it saw; its value tells whether it stored
    Store compareAndSet(MemoryWord word, AccessMode mode, long expected, long value) {
        if (machine.stepOutside()) {
            Store newest = word.newest();
            if (newest.value == expected) {
                storeOutside(word, value);
            }
            return newest;
        }
        WeakThread thread = beginAtomic();
        MemoryView before = mode == AccessMode.VOLATILE ? thread.views.beginVolatile() : MemoryView.EMPTY;
        int behind = thread.views.oldestBehind(word);
        List<Store> seen = new ArrayList<>();
        for (int place = word.count() - 1; place >= oldest(thread, word, AccessMode.OPAQUE, before); place--) {
            Store store = word.at(place);
            if (store.value != expected || !store.updated && place >= behind) {
                seen.add(store);
            }
        }
        Store store = seen.get(machine.choose(Chooser.Kind.LOAD, seen.size()));
        if (store.value == expected) {
            replace(thread, store, mode, value, before);
        } else {
            loaded(thread, store, mode == AccessMode.RELEASE ? AccessMode.OPAQUE : mode, before);
        }
        return store;
    }

    private WeakThread beginAtomic() {
        machine.step();
        WeakThread thread = machine.running().orElseThrow();
        barrier(thread);
        return thread;
    }

    private void replace(WeakThread thread, Store replaced, AccessMode mode, long value, MemoryView before) {
        Store store = replaced.word.insert(replaced.position, value, thread.number);
        replaced.updated = true;
        thread.views.updated(replaced, store, mode, before);
        thread.looked(store, AccessMode.OPAQUE);
        if (mode == AccessMode.VOLATILE) {
            thread.views.endVolatileStore();
        }
    }

    void fence(AccessCall which) {
        if (machine.stepOutside()) {
            return;
        }
        machine.step();
        WeakThread thread = machine.running().orElseThrow();
        if (which != AccessCall.STORE_STORE_FENCE) {
            barrier(thread);
        }
        switch (which) {
            case FULL_FENCE -> thread.views.fullFence();
            case ACQUIRE_FENCE -> thread.views.acquireFence();
            case RELEASE_FENCE -> thread.views.releaseFence();
            case STORE_STORE_FENCE -> {
                if (thread.storedWhileOwing) {
                    machine.end(new WeakMachine.Outcome.Discarded());
                }
                forgetBehindStores(thread);
                thread.views.storeStoreFence();
            }
            default -> throw new IllegalArgumentException(which + " is no fence");
        }
    }

    /// No store of the thread that follows is done before this.
    private void barrier(WeakThread thread) {
        if (!thread.owed.isEmpty()) {
            machine.end(new WeakMachine.Outcome.Discarded());
        }
        thread.passable.clear();
    }

    /// Forgets the accesses that a later store would have to pass stores for: those it may not.
    private static void forgetBehindStores(WeakThread thread) {
        for (int i = thread.passable.size() - 1; i >= 0; i--) {
            if (!thread.passable.get(i).isLoad()) {
                thread.passable.subList(0, i + 1).clear();
                return;
            }
        }
    }

    private void requireNotOwed(WeakThread thread, MemoryWord word) {
        for (Store owed : thread.owed) {
            if (owed.word == word) {
                machine.end(new WeakMachine.Outcome.Discarded());
            }
        }
    }

    private static void pass(WeakThread thread, MemoryWord word, boolean isLoad, long value) {
        if (thread.passable.size() == LONGEST_WINDOW) {
            thread.passable.removeFirst();
        }
        thread.passable.add(new WeakThread.Passable(word, isLoad, value));
    }

    private void show(WeakThread thread, MemoryWord word, AccessMode mode, long value) {
        List<EarlyStore.Saw> saw = new ArrayList<>();
        for (int i = thread.passable.size() - 1; i >= 0; i--) {
            WeakThread.Passable passed = thread.passable.get(i);
            if (passed.word() == word) {
                return;
            }
            if (passed.isLoad()) {
                EarlyStore.Place loaded = EarlyStore.Place.of(passed.word());
                if (mode != AccessMode.PLAIN) {
                    saw.add(new EarlyStore.Saw(loaded, passed.value()));
                }
                shown.add(new EarlyStore(thread.number, loaded, EarlyStore.Place.of(word), value, saw));
            }
        }
    }

    /// Whether an opaque load could see a value as things are.
    private boolean canSee(WeakThread thread, EarlyStore.Saw saw) {
        MemoryWord word = machine.word(saw.word());
        for (int place = thread.views.oldest(word, AccessMode.OPAQUE); place < word.count(); place++) {
            if (word.at(place).value == saw.value()) {
                return true;
            }
        }
        return false;
    }

    /// Before a load that orders nothing a store of the same thread may be done that comes behind it.
    private void storeEarly(WeakThread thread, MemoryWord loaded) {
        if (early.isEmpty()) {
            return;
        }
        EarlyStore.Place place = EarlyStore.Place.of(loaded);
        List<EarlyStore> open = early.stream()
                .filter(one -> one.thread() == thread.number && one.loaded().equals(place))
                .filter(one -> thread.owed.stream()
                        .noneMatch(owed -> EarlyStore.Place.of(owed.word).equals(one.stored())))
                .filter(one -> one.saw().stream().allMatch(saw -> canSee(thread, saw)))
                .collect(Collectors.toMap(EarlyStore::anyway, one -> one, (first, _) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        int choice = machine.chooseEarly(open);
        if (choice > 0) {
            EarlyStore chosen = open.get(choice - 1);
            MemoryWord word = machine.word(chosen.stored());
            Store store = word.insert(word.count() - 1, chosen.value(), thread.number);
            store.owed = true;
            thread.views.stored(store, AccessMode.PLAIN);
            thread.owed.add(store);
            thread.storedWhileOwing = false;
            machine.step(); // others may see it before the load
        }
    }
}
