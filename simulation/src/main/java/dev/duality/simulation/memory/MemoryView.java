// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.Arrays;

/// For each word the store behind which somebody may not look; the first one for words of which it says nothing.
///
/// Views of one origin have their stores in common until one of them says more, and remember which stores they have
/// been joined with: of a message of hundreds of words all stores carry the same along, but for themselves.
final class MemoryView {
    private static final Store[] NONE = {};

    /// Says nothing of any word. Never changed.
    static final MemoryView EMPTY = new MemoryView();

    private Store[] stores = NONE; // by the word's number; never changed once it is shared
    private boolean shared = true;
    private Store more; // which it says, too; null if there is none
    private Store[] joined = NONE; // shared ones, all of which it says

    MemoryView copy() {
        MemoryView copy = new MemoryView();
        copy.stores = stores;
        copy.more = more;
        copy.joined = joined;
        shared = true;
        return copy;
    }

    /// A copy that says this of the store's word, too. It is not to be changed.
    MemoryView with(Store store) {
        MemoryView with = copy();
        if (with.more == null) {
            with.more = store;
        } else {
            with.raise(store);
        }
        return with;
    }

    int position(MemoryWord word) {
        int position = word.number < stores.length && stores[word.number] != null ? stores[word.number].position : 0;
        return more != null && more.word == word ? Math.max(position, more.position) : position;
    }

    /// Says at least this of the store's word.
    void raise(Store store) {
        int number = store.word.number;
        Store there = number < stores.length ? stores[number] : null;
        if (there != store && store.position >= (there == null ? 0 : there.position)) {
            own(number + 1);
            stores[number] = store;
        }
    }

    /// Says at least what the other one says.
    @SuppressWarnings("ReferenceEquality") // these very stores, which are never changed once they are shared
    void join(MemoryView other) {
        if (other.stores.length > 0 && other.stores != joined && other.stores != stores) {
            for (int i = 0; i < other.stores.length; i++) {
                Store theirs = other.stores[i];
                if (theirs != null) {
                    Store ours = i < stores.length ? stores[i] : null;
                    if (ours == null || ours.position < theirs.position) {
                        own(other.stores.length);
                        stores[i] = theirs;
                    }
                }
            }
            if (other.shared) {
                joined = other.stores;
            }
        }
        if (other.more != null) {
            raise(other.more);
        }
    }

    /// Makes sure that it may change its stores, and has room for so many.
    private void own(int count) {
        if (shared || count > stores.length) {
            stores = Arrays.copyOf(stores, count > stores.length ? Math.max(count, stores.length + 8) : stores.length);
            shared = false;
        }
    }
}
