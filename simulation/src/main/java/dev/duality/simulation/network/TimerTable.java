// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.shm.SplitMix64;
import java.util.Arrays;

/// The timers of all nodes. A timer has one live entry in the event queue; when it is moved to later or forgotten the
/// entry stays, and is looked at when its time has come. So a timer that is moved with each message costs no entry each
/// time. For one thread.
final class TimerTable {
    static final long NOT_SET = -1;

    private static final int FIRST = 64;
    private static final long DEAD = -1;

    private final EventQueue queue;
    private final long kind; // of the entries in the queue

    /* A place is a line of eight words, of which five are used: the node and the timer, when it is due or NOT_SET, the
     * number by which it is due, and time and number of its live entry in the queue. */
    private static final int WORDS = 8;
    private static final int KEY = 0;
    private static final int DUE = 1;
    private static final int NUMBER = 2;
    private static final int ENTRY_TIME = 3;
    private static final int ENTRY_NUMBER = 4;

    private long[] words = new long[WORDS * FIRST];
    private int[] free = new int[FIRST];
    private int freeCount;
    private int used;

    private int[] index = new int[2 * FIRST]; // place + 1 by key; 0 for none
    private int live;

    /// @param kind what its entries in the queue are about, all but the lower 32 bits
    TimerTable(EventQueue queue, long kind) {
        this.queue = queue;
        this.kind = kind;
    }

    void set(int node, int timer, long nanos, long number) {
        long key = key(node, timer);
        int at = find(key);
        int place = index[at] - 1;
        if (place < 0) {
            place = add(key);
            entry(place, nanos, number);
        } else if (nanos < words[WORDS * place + ENTRY_TIME]) {
            entry(place, nanos, number);
        }
        words[WORDS * place + DUE] = nanos;
        words[WORDS * place + NUMBER] = number;
    }

    void clear(int node, int timer) {
        int place = index[find(key(node, timer))] - 1;
        if (place >= 0) {
            words[WORDS * place + DUE] = NOT_SET;
        }
    }

    /// Forgets all timers of a node.
    void clear(int node) {
        for (int place = 0; place < used; place++) {
            if (words[WORDS * place + ENTRY_NUMBER] != DEAD && node(place) == node) {
                words[WORDS * place + DUE] = NOT_SET;
            }
        }
    }

    /// Looks at an entry whose time has come and which has left the queue.
    /// @return whether its timer is due; otherwise the timer has a later entry now, or is forgotten
    boolean isDue(int place, long number) {
        if (words[WORDS * place + ENTRY_NUMBER] != number) {
            return false;
        }
        if (words[WORDS * place + DUE] == NOT_SET) {
            remove(place);
            return false;
        }
        if (words[WORDS * place + NUMBER] != number) {
            entry(place, words[WORDS * place + DUE], words[WORDS * place + NUMBER]);
            return false;
        }
        return true;
    }

    /// Has a timer that is due wait some more.
    void postpone(int place, long nanos, long number) {
        words[WORDS * place + DUE] = nanos;
        words[WORDS * place + NUMBER] = number;
        entry(place, nanos, number);
    }

    int node(int place) {
        return (int) (words[WORDS * place + KEY] >>> 32);
    }

    int timer(int place) {
        return (int) words[WORDS * place + KEY];
    }

    /// Forgets a timer that is due, and gives its place back.
    void remove(int place) {
        words[WORDS * place + ENTRY_NUMBER] = DEAD;
        unlink(find(words[WORDS * place + KEY]));
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = place;
    }

    private static long key(int node, int timer) {
        if (timer < 0) {
            throw new IllegalArgumentException("a timer's name is 0 or more, not " + timer);
        }
        return (long) node << 32 | timer;
    }

    private void entry(int place, long nanos, long number) {
        words[WORDS * place + ENTRY_TIME] = nanos;
        words[WORDS * place + ENTRY_NUMBER] = number;
        queue.add(nanos, number, kind | place);
    }

    private int add(long key) {
        int place = freeCount > 0 ? free[--freeCount] : grown();
        words[WORDS * place + KEY] = key;
        if (2 * (live + 1) > index.length) {
            rebuild();
        }
        index[find(key)] = place + 1;
        live++;
        return place;
    }

    private int grown() {
        if (WORDS * used == words.length) {
            words = Arrays.copyOf(words, 2 * words.length);
        }
        return used++;
    }

    private void rebuild() {
        int[] old = index;
        index = new int[2 * old.length];
        for (int place : old) {
            if (place > 0) {
                index[find(words[WORDS * (place - 1) + KEY])] = place;
            }
        }
    }

    private int find(long key) {
        int at = home(key);
        while (index[at] != 0 && words[WORDS * (index[at] - 1) + KEY] != key) {
            at = at + 1 & index.length - 1;
        }
        return at;
    }

    private int home(long key) {
        return (int) SplitMix64.of(key) & index.length - 1;
    }

    /// Empties a cell and moves those behind it up, so that none is cut off from its home.
    private void unlink(int hole) {
        live--;
        int mask = index.length - 1;
        for (int at = hole + 1 & mask; index[at] != 0; at = at + 1 & mask) {
            int home = home(words[WORDS * (index[at] - 1) + KEY]);
            if ((at - home & mask) >= (at - hole & mask)) {
                index[hole] = index[at];
                hole = at;
            }
        }
        index[hole] = 0;
    }
}
