// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.simulation;

import dev.duality.shm.Mix;

/// When the last message of each link arrives, so that the next one does not overtake it. Holds the links with messages
/// under way, not all there could be. For one thread.
final class LinkOrder {
    private static final int FIRST = 256;

    private long[] links = new long[FIRST]; // 0 for none
    private long[] times = new long[FIRST];
    private int count;

    /// Has a message arrive at `nanos`, or with the one before it if that is later.
    /// @param now what arrived before is forgotten
    /// @return when it arrives
    long after(int from, int to, long nanos, long now) {
        if (2 * count >= links.length) {
            rebuild(now);
        }
        long link = ((long) from << 16 | to) + 1;
        int at = find(link);
        if (links[at] == 0) {
            links[at] = link;
            times[at] = nanos;
            count++;
            return nanos;
        }
        times[at] = Math.max(times[at], nanos);
        return times[at];
    }

    private int find(long link) {
        int at = (int) Mix.of(link) & links.length - 1;
        while (links[at] != 0 && links[at] != link) {
            at = at + 1 & links.length - 1;
        }
        return at;
    }

    private void rebuild(long now) {
        long[] oldLinks = links;
        long[] oldTimes = times;
        int live = 0;
        for (int i = 0; i < oldLinks.length; i++) {
            live += oldLinks[i] != 0 && oldTimes[i] > now ? 1 : 0;
        }
        int length = oldLinks.length;
        while (4 * live >= length) { // at most a quarter full, or it would be rebuilt again soon
            length *= 2;
        }
        links = new long[length];
        times = new long[length];
        count = live;
        for (int i = 0; i < oldLinks.length; i++) {
            if (oldLinks[i] != 0 && oldTimes[i] > now) {
                int at = find(oldLinks[i]);
                links[at] = oldLinks[i];
                times[at] = oldTimes[i];
            }
        }
    }
}
