// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.Payload;
import dev.duality.workloads.Script;
import dev.duality.workloads.Specification;
import dev.duality.workloads.cache.policy.Policy;
import dev.duality.workloads.cache.policy.Replacement;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;

/// The sequential memory: frames, and behind them the backing files. At most a quarter of the frames is dirty: the page
/// that has been dirty longest is cleaned, and stays, before one more becomes so (Nelson 1986).
final class PagedMemory implements Specification {
    private static final int NOWHERE = -1;
    private static final long MEASURED = 3; // passes that are gone through before the others are known

    private final Segments segments;
    private final Replacement replacement;
    private final int[] slots; // by page; NOWHERE if it has no frame
    private final int[] held; // by slot, the page; NOWHERE if it is empty
    private final long[][] frames; // by slot
    private final long[][] files; // by page; null for one of a heap that nobody has written back, which is all zero
    private final boolean[] isDirty; // by slot
    private final DirtyList dirty; // slots, the longest dirty first
    private final int mostDirty;
    private long hits;
    private long faults;
    private long evictions;
    private long writeBacks;
    private long cleanings;

    PagedMemory(Segments segments, int frameCount, Policy policy) {
        this.segments = segments;
        this.replacement = policy.open(frameCount);
        this.slots = new int[segments.pages()];
        this.held = new int[frameCount];
        this.frames = new long[frameCount][Segments.PAGE_WORDS];
        this.files = new long[segments.pages()][];
        this.isDirty = new boolean[frameCount];
        this.dirty = new DirtyList(frameCount);
        this.mostDirty = DirtyList.most(frameCount);
        Arrays.fill(slots, NOWHERE);
        Arrays.fill(held, NOWHERE);
        for (int page = 0; page < segments.pages(Segments.CODE); page++) {
            files[page] = code(segments.address(page));
        }
    }

    /// A page of code as its file has it: made before anybody asks, since to read a file is to copy.
    private static long[] code(long address) {
        long[] page = new long[Segments.PAGE_WORDS];
        Arrays.setAll(page, word -> Segments.initial(address + word));
        return page;
    }

    @Override
    public long apply(int kind, long value, long address, Payload payload) {
        int slot = touch(segments.page(address));
        int word = Segments.word(address);
        return switch (kind) {
            case PagingWorkload.LOAD -> frames[slot][word];
            case PagingWorkload.STORE -> {
                soil(slot);
                frames[slot][word] = value;
                yield value;
            }
            default -> throw new IllegalArgumentException("a paged memory has no operation " + kind);
        };
    }

    /// Finds a page, or brings it in.
    private int touch(int page) {
        int slot = slots[page];
        if (slot != NOWHERE) {
            hits++;
            replacement.hit(slot);
            return slot;
        }
        faults++;
        slot = replacement.next(page);
        evict(slot);
        slots[page] = slot;
        held[slot] = page;
        read(page, frames[slot]);
        return slot;
    }

    private void evict(int slot) {
        int victim = held[slot];
        if (victim == NOWHERE) {
            return;
        }
        evictions++;
        if (isDirty[slot]) {
            dirty.remove(slot);
            clean(slot);
        }
        slots[victim] = NOWHERE;
    }

    private void read(int page, long[] frame) {
        if (files[page] != null) {
            System.arraycopy(files[page], 0, frame, 0, frame.length);
            return;
        }
        Arrays.fill(frame, 0);
    }

    private void soil(int slot) {
        if (isDirty[slot]) {
            return;
        }
        if (dirty.size() == mostDirty) {
            cleanings++;
            clean(dirty.removeFirst());
        }
        isDirty[slot] = true;
        dirty.add(slot);
    }

    private void clean(int slot) {
        writeBacks++;
        int page = held[slot];
        if (files[page] == null) {
            files[page] = new long[Segments.PAGE_WORDS]; // once; from then on it is written over
        }
        System.arraycopy(frames[slot], 0, files[page], 0, Segments.PAGE_WORDS);
        isDirty[slot] = false;
    }

    /// The number of dirty frames.
    int dirty() {
        return dirty.size();
    }

    /// The number of frames that hold a page, and each a page that knows it.
    int resident() {
        int resident = 0;
        for (int slot = 0; slot < held.length; slot++) {
            resident += held[slot] != NOWHERE && slots[held[slot]] == slot ? 1 : 0;
        }
        return resident;
    }

    /// Made when it is asked for: a store does what stores do elsewhere, and no more.
    @Override
    public long digest() {
        return PageWords.digest(segments, this::word);
    }

    private long word(long address) {
        int page = segments.page(address);
        long[] content = slots[page] == NOWHERE ? files[page] : frames[slots[page]];
        return content == null ? 0 : content[Segments.word(address)];
    }

    /// From the second pass on each load gives either the same as in the pass before, or what was stored one pass
    /// later, which is more by the script's growth: so the sums of passes grow evenly.
    @Override
    public OptionalLong passes(Script script, long count) {
        if (count <= MEASURED) {
            return OptionalLong.empty();
        }
        long first = pass(script, 0);
        long second = pass(script, 1);
        long growth = pass(script, 2) - second;
        long later = count - 1; // passes behind the first one
        pass(script, later); // leaves what the last pass leaves
        return OptionalLong.of(first + later * second + growth * (later * (later - 1) / 2));
    }

    private long pass(Script script, long number) {
        Payload none = new Payload(0);
        long sum = 0;
        for (int i = 0; i < script.size(); i++) {
            sum += apply(script.kind(i), script.a(i) + number * script.growth(), script.b(i), none);
        }
        return sum;
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of(
                "hits",
                hits,
                "faults",
                faults,
                "evictions",
                evictions,
                "write-backs",
                writeBacks,
                "cleanings",
                cleanings);
    }
}
