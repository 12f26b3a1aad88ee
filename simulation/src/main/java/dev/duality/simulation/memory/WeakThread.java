// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.simulation.multicore.Fiber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A thread of weak memory, and how far it is.
final class WeakThread {
    /// A load that no barrier has come behind, or a store behind such a load.
    ///
    /// @param word whose
    /// @param isLoad whether a store may be done before it
    /// @param value what it saw or stored
    record Passable(MemoryWord word, boolean isLoad, long value) {}

    /// The store that a wait has last seen of a word.
    ///
    /// @param store which
    /// @param looksAgain whether it looks afresh each time; a plain load in a loop may be done once
    /// @param differed whether it has seen another one since it waited before
    private record Look(Store store, boolean looksAgain, boolean differed) {}

    /// The most times in a row that a load sees the same store while there is a newer one.
    private static final int MOST_STALE = 2;

    final int number;
    final boolean isWorker; // the execution is over when all workers are
    final Views views;
    final Fiber fiber;
    final List<Passable> passable = new ArrayList<>();
    final List<Store> owed = new ArrayList<>();
    boolean storedWhileOwing;
    boolean isChosen; // to go on, and has not made its next access
    boolean ended;
    boolean waits; // until a word that it looked at changes
    boolean parked;
    boolean permit;
    private final Map<MemoryWord, Look> looks = new HashMap<>(); // since it waited last
    private final Map<MemoryWord, Look> waitsFor = new HashMap<>();
    private boolean goesOnAnyway;
    private Store[] waitsForNewer = {}; // than these
    private final Map<MemoryWord, Integer> stale = new HashMap<>();
    private final Map<MemoryWord, Store> last = new HashMap<>();

    WeakThread(int number, boolean isWorker, Views views, Runnable program) {
        this.number = number;
        this.isWorker = isWorker;
        this.views = views;
        this.fiber = new Fiber(program);
    }

    /// Whether it could do something else than to look at what it has looked at already.
    boolean canGoOn() {
        if (ended || parked && !permit) {
            return false;
        }
        if (!waits || goesOnAnyway) {
            return true;
        }
        for (Store store : waitsForNewer) { // asked at each step, and it may have read a message of many words
            if (store.word.newest() != store) {
                return true;
            }
        }
        return false;
    }

    /// A load has seen a store.
    void looked(Store store, AccessMode mode) {
        MemoryWord word = store.word;
        Look before = looks.get(word);
        boolean again = mode != AccessMode.PLAIN || before != null && before.looksAgain;
        looks.put(word, new Look(store, again, before != null && (before.differed || before.store != store)));
        boolean isStale = store != word.newest();
        if (isStale && last.get(word) == store && mode != AccessMode.PLAIN) {
            stale.merge(word, 1, Integer::sum);
        } else {
            stale.remove(word);
        }
        last.put(word, store);
    }

    /// Whether it has seen a store that is not the newest for so long that it must see a newer one.
    boolean hasSeenEnough(MemoryWord word) {
        return stale.getOrDefault(word, 0) >= MOST_STALE - 1;
    }

    void beginWait() {
        waitsFor.clear();
        waitsFor.putAll(looks);
        looks.clear();
        goesOnAnyway =
                waitsFor.isEmpty() || waitsFor.values().stream().anyMatch(look -> look.looksAgain && look.differed);
        waitsForNewer = waitsFor.values().stream()
                .filter(Look::looksAgain)
                .map(Look::store)
                .toArray(Store[]::new);
        waits = true;
    }

    void endWait() {
        waits = false;
    }

    /// The thing that it waits for, for a reader.
    String standing() {
        if (parked) {
            return "thread %d sleeps".formatted(number);
        }
        List<String> words = waitsFor.values().stream()
                .map(look -> look.store.word.name() + (look.looksAgain ? "" : ", looked at once by a plain load,"))
                .sorted()
                .toList();
        return "thread %d waits for a change of %s".formatted(number, String.join(" or ", words));
    }
}
