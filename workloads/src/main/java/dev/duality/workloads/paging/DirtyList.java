// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import java.util.Arrays;

/// The dirty frames in the order in which they became dirty. Each operation takes a few steps, however many there are,
/// and none allocates. For one thread.
final class DirtyList {
    private static final int PART = 4; // one frame in so many

    private final int[] next; // by frame; the last entry is the list's own, before the first and behind the last
    private final int[] previous;
    private final int end;
    private int size;

    DirtyList(int frames) {
        end = frames;
        next = new int[frames + 1];
        previous = new int[frames + 1];
        Arrays.fill(next, end);
        Arrays.fill(previous, end);
    }

    /// The most of so many frames that are dirty at once (Nelson 1986).
    static int most(int frames) {
        return Math.max(1, frames / PART);
    }

    int size() {
        return size;
    }

    /// Adds a frame that is not in the list.
    void add(int frame) {
        int last = previous[end];
        next[last] = frame;
        previous[frame] = last;
        next[frame] = end;
        previous[end] = frame;
        size++;
    }

    /// Takes out a frame that is in the list.
    void remove(int frame) {
        next[previous[frame]] = next[frame];
        previous[next[frame]] = previous[frame];
        size--;
    }

    /// Takes out the frame that has been dirty the longest. The list is not empty.
    int removeFirst() {
        int first = next[end];
        remove(first);
        return first;
    }
}
