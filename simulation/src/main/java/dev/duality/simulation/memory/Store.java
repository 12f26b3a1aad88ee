// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

/// One store in the modification order of its word.
final class Store {
    final MemoryWord word;
    final long value;
    final int thread; // who stored it; -1 for the first value
    MemoryView view = MemoryView.EMPTY; // what a load of it brings along
    int position; // in the order of its word
    boolean updated; // an atomic operation has put its own store directly behind it, so nothing else may go there
    boolean owed; // done before what comes earlier in its thread, and not accounted for yet

    Store(MemoryWord word, long value, int thread, int position) {
        this.word = word;
        this.value = value;
        this.thread = thread;
        this.position = position;
    }
}
