// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.policy;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// [Policy#S3_FIFO]: blocks enter a small queue of a tenth of the slots; from its old end those that were hit twice or
/// more go on to the main queue, with their counts at 0, and the others leave and are remembered for as long as so many
/// others as the main queue holds. Who is remembered enters the main queue at once. There a block that was hit goes
/// round again for each hit, three at most.
///
/// The paper lets a block that finds the main queue full push out one of that and then one of the small queue; here
/// exactly one leaves for each that enters.
final class S3Fifo implements Replacement {
    private static final int MOST_HITS = 3;

    private final Ring small;
    private final Ring main;
    private final byte[] hits; // by slot
    private final int[] held; // by slot
    private final int smallSize;
    private final int mainSize;
    private final SequencedSet<Integer> ghosts = new LinkedHashSet<>(); // oldest first
    private int filled;

    S3Fifo(int slots) {
        small = new Ring(slots);
        main = new Ring(slots);
        hits = new byte[slots];
        held = new int[slots];
        smallSize = Math.max(1, slots / 10);
        mainSize = slots - smallSize;
    }

    @Override
    public void hit(int slot) {
        if (hits[slot] < MOST_HITS) {
            hits[slot]++;
        }
    }

    @Override
    public int next(int block) {
        int slot = filled < held.length ? filled++ : evict();
        held[slot] = block;
        hits[slot] = 0;
        (ghosts.remove(block) ? main : small).add(slot);
        return slot;
    }

    private int evict() {
        while (small.size() >= smallSize) {
            int slot = small.oldest();
            small.remove(slot);
            if (hits[slot] <= 1) {
                remember(held[slot]);
                return slot;
            }
            hits[slot] = 0;
            main.add(slot);
            if (main.size() > mainSize) {
                return evictOfMain();
            }
        }
        return evictOfMain();
    }

    private int evictOfMain() {
        while (true) {
            int slot = main.oldest();
            main.remove(slot);
            if (hits[slot] == 0) {
                return slot;
            }
            hits[slot]--;
            main.add(slot);
        }
    }

    private void remember(int block) {
        if (mainSize == 0) {
            return;
        }
        if (ghosts.size() == mainSize) {
            ghosts.removeFirst();
        }
        ghosts.add(block);
    }
}
