// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

/// The view of one thread, and what its stores carry: the rules of the memory, but for which of what is allowed
/// happens. They are those of release/acquire with views (Lahav, Giannarakis, Vafeiadis, "Taming Release-Acquire
/// Consistency", 2016; Kang and others, "A Promising Semantics for Relaxed-Memory Concurrency", 2017), with an order of
/// volatile accesses and full fences that all agree on, and with the modes of Java (Bender and Palsberg, "A
/// Formalization of Java's Concurrent Access Modes", 2019).
final class Views {
    /// The stores that full fences and volatile accesses have agreed on so far. One for all threads of a machine.
    static final class Agreed {
        private MemoryView view = new MemoryView();
    }

    private final Agreed agreed;
    private MemoryView current = new MemoryView(); // no later load of a word sees anything older
    private MemoryView coherent = new MemoryView(); // no later load that is opaque or stronger does
    private MemoryView seen = new MemoryView(); // all that it has loaded and stored, and what that brought along
    private MemoryView loaded = new MemoryView(); // the same of loads alone
    private MemoryView ofOthers =
            new MemoryView(); // the same of loads that saw others' stores, and of atomic operations
    private MemoryView own = new MemoryView(); // of its own stores
    private MemoryView published = new MemoryView(); // what its next store carries along, be it as weak as can be
    private MemoryView acquired = new MemoryView(); // what it has acquired from others
    private MemoryView pending; // what its last volatile access put in the order of all; null if there was none

    Views(Agreed agreed) {
        this.agreed = agreed;
    }

    /// The first position that a load may see.
    int oldest(MemoryWord word, AccessMode mode) {
        int oldest = current.position(word);
        return mode == AccessMode.PLAIN ? oldest : Math.max(oldest, coherent.position(word));
    }

    /// The first position behind which a store, or at which an atomic operation, may come.
    int oldestBehind(MemoryWord word) {
        return seen.position(word);
    }

    /// Two volatile accesses in a row act as a fence between: to be called before each volatile access.
    /// @return below what its load may not look
    MemoryView beginVolatile() {
        if (pending == null) {
            return MemoryView.EMPTY;
        }
        MemoryView before = agreed.view;
        agreed.view = before.copy();
        agreed.view.join(pending);
        seen.join(before);
        return before;
    }

    /// A load puts into the order what it has acquired from others, and no store of its own: a processor that lets
    /// loads pass stores, and gives a load its own store before others see that, may have made none when two volatile
    /// loads are done, whatever acquire fence lies before them.
    void endVolatileLoad() {
        pending = acquired.copy();
    }

    /// A store, and an atomic operation, puts all before it into the order.
    void endVolatileStore() {
        pending = seen.copy();
    }

    /// @param isOwn whether the store is the thread's
    /// @param before what [#beginVolatile] gave; empty for other modes
    void loaded(Store store, boolean isOwn, AccessMode mode, MemoryView before) {
        seen.join(store.view);
        loaded.join(store.view);
        if (!isOwn) {
            ofOthers.join(store.view);
        }
        if (mode != AccessMode.PLAIN) {
            coherent.raise(store);
        }
        if (mode.isAcquire()) {
            current.join(store.view);
            current.join(before);
            published.join(store.view);
            if (!isOwn) {
                acquired.join(store.view);
            }
        }
    }

    /// @param store has been put in its place, and its word lies in no view yet
    void stored(Store store, AccessMode mode) {
        MemoryView carried = published;
        if (mode.isRelease()) {
            carried = carried.copy();
            carried.join(seen);
        }
        carried = carried.with(store);
        store.view = carried;
        current.raise(store);
        coherent.raise(store);
        seen.raise(store);
        own.join(carried);
    }

    /// An atomic operation that is volatile, or only its load or its store is.
    /// @param replaced what it saw
    /// @param store what it put directly behind
    void updated(Store replaced, Store store, AccessMode mode, MemoryView before) {
        seen.join(replaced.view);
        loaded.join(replaced.view);
        ofOthers.join(replaced.view);
        if (mode.isAcquire()) {
            current.join(replaced.view);
            current.join(before);
        }
        MemoryView carried = published.copy();
        carried.join(replaced.view); // whoever synchronises with what it replaced still does
        if (mode.isRelease()) {
            carried.join(seen);
        }
        carried = carried.with(store);
        store.view = carried;
        if (mode.isAcquire()) {
            published.join(replaced.view);
            acquired.join(replaced.view);
        }
        current.raise(store);
        coherent.raise(store);
        seen.raise(store);
        own.join(carried);
    }

    void fullFence() {
        MemoryView all = agreed.view.copy();
        all.join(seen);
        agreed.view = all;
        current = all.copy();
        seen = all.copy();
        loaded = all.copy();
        ofOthers = all.copy();
        own = all.copy();
        published = all.copy();
        acquired = all.copy();
    }

    void acquireFence() {
        current.join(loaded);
        published.join(loaded);
        acquired.join(ofOthers);
    }

    void releaseFence() {
        published = seen.copy();
    }

    void storeStoreFence() {
        published.join(own);
    }

    /// The views of a thread that this one starts.
    Views child() {
        Views child = new Views(agreed);
        child.current = seen.copy();
        child.seen = seen.copy();
        child.published = seen.copy();
        child.loaded = seen.copy();
        child.ofOthers = seen.copy();
        child.acquired = seen.copy();
        return child;
    }
}
