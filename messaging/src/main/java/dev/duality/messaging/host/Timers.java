// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.host;

import dev.duality.shm.Slip;
import java.util.Arrays;

/// The timers of one node: few, so a plain list. For one thread.
final class Timers {
    private int[] names = new int[4];
    private long[] times = new long[4];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    /// @param timer a name, 0 or more
    /// @param nanos when it is due
    void set(int timer, long nanos) {
        if (timer < 0) {
            throw new Slip("a timer's name is 0 or more, not " + timer);
        }
        int at = find(timer);
        if (at == count) {
            if (count == names.length) {
                names = Arrays.copyOf(names, 2 * count);
                times = Arrays.copyOf(times, 2 * count);
            }
            names[count++] = timer;
        }
        times[at] = nanos;
    }

    void clear(int timer) {
        remove(find(timer));
    }

    /// Takes the timer that was due first.
    /// @return its name, or -1 if none is due by `now`
    int takeDue(long now) {
        int first = -1;
        for (int i = 0; i < count; i++) {
            if (times[i] - now <= 0 && (first < 0 || times[i] - times[first] < 0)) {
                first = i;
            }
        }
        if (first < 0) {
            return -1;
        }
        int timer = names[first];
        remove(first);
        return timer;
    }

    /// The nanoseconds until the next timer is due: 0 or less if one is. Some timer is set.
    long nanosLeft(long now) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, times[i] - now);
        }
        return least;
    }

    private void remove(int at) {
        if (at < count) {
            count--;
            names[at] = names[count];
            times[at] = times[count];
        }
    }

    private int find(int timer) {
        int at = 0;
        while (at < count && names[at] != timer) {
            at++;
        }
        return at;
    }
}
