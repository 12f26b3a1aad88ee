// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.simulation;

import dev.duality.shm.Mix;
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

    private long[] keys = new long[FIRST]; // by place: the node and the timer
    private long[] dues = new long[FIRST]; // when it is due; NOT_SET if it is not
    private long[] numbers = new long[FIRST]; // the number by which it is due
    private long[] entryTimes = new long[FIRST]; // of its live entry
    private long[] entryNumbers = new long[FIRST];
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
        } else if (nanos < entryTimes[place]) {
            entry(place, nanos, number);
        }
        dues[place] = nanos;
        numbers[place] = number;
    }

    void clear(int node, int timer) {
        int place = index[find(key(node, timer))] - 1;
        if (place >= 0) {
            dues[place] = NOT_SET;
        }
    }

    /// Forgets all timers of a node.
    void clear(int node) {
        for (int place = 0; place < used; place++) {
            if (entryNumbers[place] != DEAD && node(place) == node) {
                dues[place] = NOT_SET;
            }
        }
    }

    /// Looks at an entry whose time has come and which has left the queue.
    /// @return whether its timer is due; otherwise the timer has a later entry now, or is forgotten
    boolean isDue(int place, long number) {
        if (entryNumbers[place] != number) {
            return false;
        }
        if (dues[place] == NOT_SET) {
            remove(place);
            return false;
        }
        if (numbers[place] != number) {
            entry(place, dues[place], numbers[place]);
            return false;
        }
        return true;
    }

    /// Has a timer that is due wait some more.
    void postpone(int place, long nanos, long number) {
        dues[place] = nanos;
        numbers[place] = number;
        entry(place, nanos, number);
    }

    int node(int place) {
        return (int) (keys[place] >>> 32);
    }

    int timer(int place) {
        return (int) keys[place];
    }

    /// Forgets a timer that is due, and gives its place back.
    void remove(int place) {
        entryNumbers[place] = DEAD;
        unlink(find(keys[place]));
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
        entryTimes[place] = nanos;
        entryNumbers[place] = number;
        queue.add(nanos, number, kind | place);
    }

    private int add(long key) {
        int place = freeCount > 0 ? free[--freeCount] : grown();
        keys[place] = key;
        if (2 * (live + 1) > index.length) {
            rebuild();
        }
        index[find(key)] = place + 1;
        live++;
        return place;
    }

    private int grown() {
        if (used == keys.length) {
            int length = 2 * used;
            keys = Arrays.copyOf(keys, length);
            dues = Arrays.copyOf(dues, length);
            numbers = Arrays.copyOf(numbers, length);
            entryTimes = Arrays.copyOf(entryTimes, length);
            entryNumbers = Arrays.copyOf(entryNumbers, length);
        }
        return used++;
    }

    private void rebuild() {
        int[] old = index;
        index = new int[2 * old.length];
        for (int place : old) {
            if (place > 0) {
                index[find(keys[place - 1])] = place;
            }
        }
    }

    private int find(long key) {
        int at = home(key);
        while (index[at] != 0 && keys[index[at] - 1] != key) {
            at = at + 1 & index.length - 1;
        }
        return at;
    }

    private int home(long key) {
        return (int) Mix.of(key) & index.length - 1;
    }

    /// Empties a cell and moves those behind it up, so that none is cut off from its home.
    private void unlink(int hole) {
        live--;
        int mask = index.length - 1;
        for (int at = hole + 1 & mask; index[at] != 0; at = at + 1 & mask) {
            int home = home(keys[index[at] - 1]);
            if ((at - home & mask) >= (at - hole & mask)) {
                index[hole] = index[at];
                hole = at;
            }
        }
        index[hole] = 0;
    }
}
