// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.cache.policy.Replacement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/// The sequential cache. Where several owners share it, each has its own slots for its own blocks: then it is as many
/// smaller caches, and each owner uses one of them.
final class BlockCache implements Specification {
    private static final int SLOT_BYTES = 80; // of the heap beside the bytes: frame, stamp, place in the order
    private static final int BLOCK_BYTES = 12; // of the heap: place and stamp

    private final Blocks blocks;
    private final int payloadBytes;
    private final Replacement[] replacements; // of each owner
    private final int[] firstSlots; // of each owner
    private final int[] places; // by block: slot + 1, 0 if it is not in the cache
    private final int[] held; // by slot: block + 1, 0 if it is empty
    private final Payload[] frames; // by slot
    private final long[] stamps; // by slot
    private final boolean[] dirty; // by slot
    private final long[] store; // by block
    private long hits;
    private long evictions;
    private long writeBacks;

    /// An empty cache in front of a store that nobody has written to.
    BlockCache(Setting setting, Blocks blocks) {
        int capacity = CacheWorkload.capacity(setting);
        int owners = setting.owners();
        if (owners > capacity) {
            throw new BadInput("capacity is %d blocks, but %d owners need at least 1 each".formatted(capacity, owners));
        }
        requireRoom(capacity, setting.payloadBytes(), blocks.count());
        this.blocks = blocks;
        this.payloadBytes = setting.payloadBytes();
        this.replacements = new Replacement[owners];
        this.firstSlots = new int[owners];
        int first = 0;
        for (int owner = 0; owner < owners; owner++) {
            int slots = (int) JobSplit.share(capacity, owner, owners);
            replacements[owner] = CacheWorkload.policy(setting).open(slots);
            firstSlots[owner] = first;
            first += slots;
        }
        this.places = new int[blocks.count()];
        this.held = new int[capacity];
        this.frames = new Payload[capacity];
        Arrays.setAll(frames, _ -> setting.payload());
        this.stamps = new long[capacity];
        this.dirty = new boolean[capacity];
        this.store = new long[blocks.count()];
        Arrays.setAll(store, Stamps::initial);
    }

    private static void requireRoom(long capacity, int payloadBytes, long blocks) {
        long bytes = capacity * (payloadBytes + SLOT_BYTES) + blocks * BLOCK_BYTES;
        long most = Runtime.getRuntime().maxMemory() / 2;
        if (bytes > most) {
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "a cache of %,d blocks of %,d bytes, in front of %,d, takes %,d MiB of the heap, but %,d, half of"
                            + " it, may be taken; lower capacity or payload, or give a trace with fewer blocks",
                    capacity,
                    payloadBytes,
                    blocks,
                    bytes >> 20,
                    most >> 20));
        }
    }

    @Override
    public long apply(int kind, long file, long block, Payload payload) {
        int id = blocks.id(file, block);
        int owner = replacements.length == 1 ? 0 : JobSplit.owner(CacheWorkload.key(file, block), replacements.length);
        int slot = places[id] - 1;
        boolean hit = slot >= 0;
        if (hit) {
            hits++;
            replacements[owner].hit(slot - firstSlots[owner]);
        } else {
            slot = firstSlots[owner] + replacements[owner].next(id);
            evict(slot);
            held[slot] = id + 1;
            places[id] = slot + 1;
        }
        return switch (kind) {
            case CacheWorkload.READ -> {
                if (!hit) {
                    stamps[slot] = store[id];
                    dirty[slot] = false;
                    frames[slot].stamp(store[id], payloadBytes);
                }
                payload.copy(frames[slot]);
                yield Stamps.result(payload.stamp(), hit);
            }
            case CacheWorkload.WRITE -> {
                stamps[slot] = payload.stamp();
                dirty[slot] = true;
                frames[slot].copy(payload);
                payload.length(0);
                yield Stamps.result(stamps[slot], hit);
            }
            default -> throw new IllegalArgumentException("a cache has no operation " + kind);
        };
    }

    private void evict(int slot) {
        int victim = held[slot] - 1;
        if (victim < 0) {
            return;
        }
        evictions++;
        places[victim] = 0;
        if (dirty[slot]) {
            writeBacks++;
            store[victim] = stamps[slot];
        }
    }

    @Override
    public long digest() {
        long digest = 0;
        for (int id = 0; id < store.length; id++) {
            digest += digest(id, places[id] == 0 ? store[id] : stamps[places[id] - 1]);
        }
        return digest;
    }

    /// One block's part of the digest: 0 for a block that holds what it held at first, so that the digests of owners,
    /// who know all blocks and write some, add up.
    static long digest(int id, long stamp) {
        return stamp == Stamps.initial(id) ? 0 : SplitMix64.of(id, stamp);
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of("hits", hits, "evictions", evictions, "write-backs", writeBacks);
    }
}
