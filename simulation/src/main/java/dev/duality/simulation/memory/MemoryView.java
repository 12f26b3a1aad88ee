// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.Arrays;

/// For each word the store behind which somebody may not look; the first one for words of which it says nothing.
final class MemoryView {
    private static final Store[] NONE = {};

    /// Says nothing of any word. Never changed.
    static final MemoryView EMPTY = new MemoryView();

    private Store[] stores = NONE; // by the word's number

    MemoryView copy() {
        MemoryView copy = new MemoryView();
        copy.stores = stores.length == 0 ? NONE : stores.clone();
        return copy;
    }

    int position(MemoryWord word) {
        return word.number < stores.length && stores[word.number] != null ? stores[word.number].position : 0;
    }

    /// Says at least this of the store's word.
    void raise(Store store) {
        if (store.position >= position(store.word)) {
            reserve(store.word.number + 1);
            stores[store.word.number] = store;
        }
    }

    /// Says at least what the other one says.
    void join(MemoryView other) {
        reserve(other.stores.length);
        for (int i = 0; i < other.stores.length; i++) {
            Store theirs = other.stores[i];
            if (theirs != null && (stores[i] == null || stores[i].position < theirs.position)) {
                stores[i] = theirs;
            }
        }
    }

    private void reserve(int count) {
        if (count > stores.length) {
            stores = Arrays.copyOf(stores, Math.max(count, stores.length + 8));
        }
    }
}
