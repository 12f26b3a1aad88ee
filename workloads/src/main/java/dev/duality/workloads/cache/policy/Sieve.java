// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.policy;

/// [Policy#SIEVE]: one queue that hits do not change; a hand goes from its oldest block to its youngest, clears the
/// marks that hits have set, and takes the first block without one. Blocks enter at the young end, wherever the hand
/// stands.
final class Sieve implements Replacement {
    private final Ring queue;
    private final boolean[] visited;
    private int hand = -1; // -1: at the oldest

    Sieve(int slots) {
        queue = new Ring(slots);
        visited = new boolean[slots];
    }

    @Override
    public void hit(int slot) {
        visited[slot] = true;
    }

    @Override
    public int next(int block) {
        int slot = queue.size() < visited.length ? queue.size() : evict();
        queue.add(slot);
        return slot;
    }

    private int evict() {
        int at = hand < 0 ? queue.oldest() : hand;
        while (visited[at]) {
            visited[at] = false;
            at = queue.after(at);
        }
        boolean youngest = queue.after(at) == queue.oldest();
        hand = youngest ? -1 : queue.after(at);
        queue.remove(at);
        return at;
    }
}
