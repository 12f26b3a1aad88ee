// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.ArrayList;
import java.util.List;

/// A word of weak memory: all that was ever stored in it.
final class MemoryWord {
    final int number; // of all words of the machine, in the order of their first use
    final int region;
    final long offset;
    private final List<Store> stores = new ArrayList<>(); // in modification order

    MemoryWord(int number, int region, long offset) {
        this.number = number;
        this.region = region;
        this.offset = offset;
        stores.add(new Store(this, 0, -1, 0));
    }

    int count() {
        return stores.size();
    }

    Store at(int position) {
        return stores.get(position);
    }

    Store newest() {
        return stores.getLast();
    }

    /// Replaces the first value, before there are threads.
    void begin(long value) {
        stores.set(0, new Store(this, value, -1, 0));
    }

    /// Puts a store directly behind another one.
    Store insert(int behind, long value, int thread) {
        Store store = new Store(this, value, thread, behind + 1);
        stores.add(behind + 1, store);
        for (int later = behind + 2; later < stores.size(); later++) {
            stores.get(later).position = later;
        }
        return store;
    }

    /// The name of its place, for a reader.
    String name() {
        return (region == 0 ? "" : "region " + region + " ") + "@" + offset;
    }
}
