// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.policy;

import java.util.Arrays;
import java.util.List;

/// A rule of replacement. One more is named here, and then every curve and every owner has it.
public enum Policy {
    /// Blocks enter unreferenced, a hit sets the slot's bit; a hand, at slot 0 first, goes round and clears the bits
    /// that it meets until one is clear; that slot is taken, and the hand moves on past it.
    CLOCK("clock", 1),
    /// Takes the slot whose last use is longest ago.
    LRU("lru", 8),
    /// Zhang and others, "SIEVE is Simpler than LRU", NSDI 2024.
    SIEVE("sieve", 9),
    /// Yang and others, "FIFO queues are all you need for cache eviction", SOSP 2023.
    S3_FIFO("s3-fifo", 21 + 64);

    private final String word;
    private final int bytesPerSlot;

    Policy(String word, int bytesPerSlot) {
        this.word = word;
        this.bytesPerSlot = bytesPerSlot;
    }

    /// The name that users type.
    public String label() {
        return word;
    }

    /// The bytes of the heap that it takes for each slot.
    public int bytesPerSlot() {
        return bytesPerSlot;
    }

    /// An empty cache.
    /// @param slots at least 1
    public Replacement open(int slots) {
        return switch (this) {
            case CLOCK -> new Clock(slots);
            case LRU -> new Lru(slots);
            case SIEVE -> new Sieve(slots);
            case S3_FIFO -> new S3Fifo(slots);
        };
    }

    /// The names of all.
    public static List<String> words() {
        return Arrays.stream(values()).map(Policy::label).toList();
    }

    /// @throws IllegalArgumentException if no policy has this name
    public static Policy named(String word) {
        return Arrays.stream(values())
                .filter(policy -> policy.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no policy " + word));
    }
}
