// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One core: its clock, the program it runs, and the stores that have not reached their lines yet.
final class Core {
    private static final int MOST_WATCHED = 32;

    /// A store that waits in the buffer.
    record Store(SimulatedRegion region, int word, long value, CacheLine line) {}

    /// The state of its wait.
    enum State {
        READY,
        LINE,
        ROOM,
        DRAINED,
        ASLEEP,
        ENDED
    }

    final int number;
    final Fiber fiber;
    double clock;
    State state = State.READY;

    final Deque<Store> stores = new ArrayDeque<>();
    final List<CacheLine> reading = new ArrayList<>(); // asked for to read, and not there yet
    final List<CacheLine> owning = new ArrayList<>(); // asked for to store into, and not there yet
    boolean draining;
    boolean waiting; // for the line that it missed last

    // The atomic operation that it has asked a line for, and what came back.
    SimulatedRegion updateRegion;
    SimulatedRegion.Update update;
    int updateWord;
    long updateA;
    long updateB;
    long result;

    // What it has done since it last waited a little: a loop that only read what it has sleeps until that is taken.
    final List<CacheLine> read = new ArrayList<>();
    boolean quiet = true;
    double turnBegan;
    double attempt; // how long one turn of the loop takes that it sleeps in

    // The turn of a loop that it waits in, and the point at which it is where the machine goes through it.
    final RepeatedTurn turn = new RepeatedTurn();
    boolean repeats; // the machine goes through its turns
    boolean looksItself; // as its program, at its next turn
    RunningCore.Step step = RunningCore.Step.PAUSE;
    double pause; // at the end of a turn
    double waitBegan;

    // The line that it missed last, and which line it missed after each: it runs ahead of itself on a known path.
    CacheLine missed;
    boolean woken; // it was asleep in a loop, whose end no processor foresees
    final Map<CacheLine, CacheLine> next = new HashMap<>();
    final Map<CacheLine, CacheLine> confirmed = new HashMap<>();
    CacheLine lastRead;

    // Where its time went.
    double waitedForLines;
    double waitedForOthers;

    Core(int number, Runnable program) {
        this.number = number;
        this.fiber = new Fiber(program);
    }

    /// The newest value of a word that it has stored itself and that is still in the buffer; null if there is none.
    Long buffered(SimulatedRegion region, int word) {
        if (stores.isEmpty()) {
            return null;
        }
        for (var newest = stores.descendingIterator(); newest.hasNext(); ) {
            Store store = newest.next();
            if (store.word == word && store.region == region) {
                return store.value;
            }
        }
        return null;
    }

    /// Remembers a line that it has read in this turn.
    void note(CacheLine line) {
        if (read.size() == MOST_WATCHED) {
            quiet = false; // no loop that waits reads so much
        } else if (!read.contains(line)) {
            read.add(line);
        }
    }

    /// Whether it still has every line that it has read in this turn.
    private boolean hasAllItRead() {
        for (CacheLine line : read) {
            if (!line.isReadableBy(number)) {
                return false;
            }
        }
        return true;
    }

    /// Whether it has only read lines in this turn that it still has.
    boolean canSleep() {
        return quiet && !read.isEmpty() && hasAllItRead();
    }

    /// Another turn of the loop that it waits in.
    void beginTurn() {
        quiet = true;
        turn.begin();
        read.clear();
        lastRead = null;
        turnBegan = clock;
    }
}
