// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.curve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Policies of replacement once more, written from their papers and not from the program: plain lists, slow, in which
/// each step can be laid beside the paper's.
public final class ByThePaper {
    private ByThePaper() {}

    /// The least recently used one leaves.
    public static long lru(List<Integer> references, int size) {
        Map<Integer, Boolean> cache = new LinkedHashMap<>(16, 0.75f, true);
        long hits = 0;
        for (int block : references) {
            if (cache.get(block) != null) {
                hits++;
                continue;
            }
            if (cache.size() == size) {
                cache.remove(cache.keySet().iterator().next());
            }
            cache.put(block, true);
        }
        return hits;
    }

    /// Corbato, "A paging experiment with the Multics system", 1968: second chance, as a queue. A block enters with its
    /// bit clear.
    public static long clock(List<Integer> references, int size) {
        Deque<Integer> queue = new ArrayDeque<>(); // the hand stands at its head
        Map<Integer, Boolean> used = new HashMap<>();
        long hits = 0;
        for (int block : references) {
            if (used.containsKey(block)) {
                hits++;
                used.put(block, true);
                continue;
            }
            if (queue.size() == size) {
                while (used.get(queue.peekFirst())) {
                    used.put(queue.peekFirst(), false);
                    queue.addLast(queue.pollFirst());
                }
                used.remove(queue.pollFirst());
            }
            queue.addLast(block);
            used.put(block, false);
        }
        return hits;
    }

    /// SIEVE, algorithm 1 of the paper: the list's head is at index 0, new objects enter there, `hand` is an object.
    public static long sieve(List<Integer> references, int size) {
        List<Integer> list = new ArrayList<>();
        Map<Integer, Integer> visited = new HashMap<>();
        Integer hand = null;
        long hits = 0;
        for (int x : references) {
            if (visited.containsKey(x)) { // hit
                visited.put(x, 1);
                hits++;
                continue;
            }
            if (list.size() == size) { // evict
                Integer o = hand == null ? list.getLast() : hand; // the tail
                while (visited.get(o) == 1) {
                    visited.put(o, 0);
                    int at = list.indexOf(o);
                    o = at == 0 ? list.getLast() : list.get(at - 1); // o.prev, or the tail again
                }
                int at = list.indexOf(o);
                hand = at == 0 ? null : list.get(at - 1);
                list.subList(at, at + 1).clear();
                visited.remove(o);
            }
            list.addFirst(x);
            visited.put(x, 0);
        }
        return hits;
    }

    /// S3-FIFO, algorithm 1 of the paper. Where that would let a second object leave in one eviction (EVICTM within
    /// EVICTS has made room, and the loop goes on), the eviction ends.
    public static long s3Fifo(List<Integer> references, int size) {
        int sizeOfS = Math.max(1, size / 10);
        int sizeOfM = size - sizeOfS;
        List<Integer> s = new ArrayList<>(); // heads at 0
        List<Integer> m = new ArrayList<>();
        List<Integer> g = new ArrayList<>();
        Map<Integer, Integer> freq = new HashMap<>();
        long hits = 0;
        for (int x : references) {
            if (freq.containsKey(x)) {
                freq.merge(x, 1, (old, one) -> Math.min(old + one, 3));
                hits++;
                continue;
            }
            if (s.size() + m.size() == size) {
                boolean evicted = false;
                while (!evicted && s.size() >= sizeOfS) { // EVICTS
                    int t = s.removeLast();
                    if (freq.get(t) > 1) {
                        m.addFirst(t);
                        freq.put(t, 0);
                        if (m.size() > sizeOfM) {
                            evictM(m, freq);
                            evicted = true;
                        }
                    } else {
                        g.addFirst(t);
                        if (g.size() > sizeOfM) {
                            g.removeLast();
                        }
                        freq.remove(t);
                        evicted = true;
                    }
                }
                if (!evicted) {
                    evictM(m, freq);
                }
            }
            if (g.removeIf(ghost -> ghost == x)) {
                m.addFirst(x);
            } else {
                s.addFirst(x);
            }
            freq.put(x, 0);
        }
        return hits;
    }

    private static void evictM(List<Integer> m, Map<Integer, Integer> freq) {
        while (true) {
            int t = m.removeLast();
            if (freq.get(t) == 0) {
                freq.remove(t);
                return;
            }
            m.addFirst(t);
            freq.merge(t, -1, Integer::sum);
        }
    }
}
