// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;

/// The pages in memory, and those of them that must stay: a worker pins the page that it touches, and a page that is
/// pinned does not leave.
///
/// - **Threads:** each worker one at a time, under its own number; one pager at a time, a thread of its own or whoever
///   holds a lock.
/// - **Ordering:** what workers did to a page happens-before its [#leave], and what the pager brought in happens-before
///   the return of the [#isPinned] that finds it.
final class Residency {
    /* A worker owns its pin, the pager each page's `there`; `dirty` is set by who has pinned the page and cleared by the
     * pager when nobody has. Tried by ResidencyStress and ResidencyModelTest.
     *
     *   worker  W1 volatile pin = page    W2 volatile load of there, is it 1?    W3 touches the page; before it stores,
     *           plain dirty = 1           W4 the next W1 gives the page up
     *   pager   E1 volatile there = 0     E2 volatile load of each pin; if one is the page: E3 there = 1, it stays
     *           E4 reads dirty and the page, writes it back, takes it away
     *           I1 brings a page in       I2 volatile there = 1
     *
     * Nobody touches a page that is away: W1, W2, E1 and E2 are in one order. If W2 comes before E1, then so does W1, and
     * E2 sees the pin; else W2 sees 0, unless a later I2, or E3, has set it, and then the page is there.
     * Nothing stored is lost: E2 sees a pin that is another page's, so it sees the W4 after the last W3, or one behind
     * it; W3 happens-before E4, and so does the mark. Of two workers that set it both set the same.
     * Weaker breaks it: with W1 or E1 a release, W2 may miss the E1 and E2 the W1 that came before it in time, and a
     * worker stores into a page that is being taken away.
     * Stronger is waste: a pin has one writer, and so has `there`.
     */
    private static final long NO_PAGE = 0;
    private static final long AWAY = 0;
    private static final long THERE = 1;
    private static final long CLEAN = 0;
    private static final long DIRTY = 1;

    private final Region region;
    private final int workers;
    private final long pins;
    private final long there;
    private final long dirty;
    private final long referenced;

    /// Every page is away.
    /// @param region as long as [#layout] says
    Residency(Region region, int pages, int workers) {
        this(region, 0, pages, workers);
    }

    /// Every page is away.
    /// @param offset of its bytes, as many as [#layout] has, a multiple of [Region#APART]
    Residency(Region region, long offset, int pages, int workers) {
        RegionLayout.requireApart(offset);
        this.region = region;
        this.workers = workers;
        RegionLayout layout = new RegionLayout();
        this.pins = offset + layout.span("pins", (long) workers * Region.APART);
        this.there = offset + layout.span("there", (long) pages * Long.BYTES);
        this.dirty = offset + layout.span("dirty", (long) pages * Long.BYTES);
        this.referenced = offset + layout.span("referenced", (long) pages * Long.BYTES);
    }

    static RegionLayout layout(int pages, int workers) {
        RegionLayout layout = new RegionLayout();
        layout.span("pins", (long) workers * Region.APART);
        for (String name : new String[] {"there", "dirty", "referenced"}) {
            layout.span(name, (long) pages * Long.BYTES);
        }
        return layout;
    }

    /// Whether it is this page that the worker has pinned.
    boolean holds(int worker, int page) {
        return region.getPlain(pins + (long) worker * Region.APART) == page + 1L;
    }

    /// Pins a page in place of the one before.
    void pin(int worker, int page) {
        region.setVolatile(pins + (long) worker * Region.APART, page + 1L); // W1
    }

    /// Gives the worker's page up, and pins none.
    void unpin(int worker) {
        region.setVolatile(pins + (long) worker * Region.APART, NO_PAGE); // W4
    }

    /// Whether the page that the worker has pinned is there; then it stays.
    boolean isPinned(int page) {
        return region.getVolatile(there + (long) page * Long.BYTES) == THERE; // W2
    }

    /// Says that the clock's hand has to pass the page by once.
    void reference(int page) {
        long word = referenced + (long) page * Long.BYTES;
        if (region.getOpaque(word) == 0) {
            region.setOpaque(word, 1);
        }
    }

    /// Says that the page will be stored into. For who has pinned it.
    void soil(int page) {
        long word = dirty + (long) page * Long.BYTES;
        if (region.getPlain(word) == CLEAN) {
            region.setPlain(word, DIRTY); // W3
        }
    }

    /// Whether the page was marked as one that is stored into. For who has pinned it: no mark goes then, and one that
    /// another sets may be missed.
    boolean isSoiled(int page) {
        return region.getOpaque(dirty + (long) page * Long.BYTES) == DIRTY;
    }

    /// For the pager: whether the page was referenced since the last time that this was asked.
    boolean takeReference(int page) {
        long word = referenced + (long) page * Long.BYTES;
        boolean was = region.getOpaque(word) != 0;
        if (was) {
            region.setOpaque(word, 0);
        }
        return was;
    }

    /// For the pager: whether a page is there.
    boolean isThere(int page) {
        return region.getPlain(there + (long) page * Long.BYTES) == THERE;
    }

    /// For the pager: a page that it has brought in may be touched.
    void arrive(int page) {
        region.setVolatile(there + (long) page * Long.BYTES, THERE); // I2
    }

    /// For the pager: takes a page away from all workers.
    /// @return `false` if one has pinned it, and then it stays
    boolean leave(int page) {
        region.setVolatile(there + (long) page * Long.BYTES, AWAY); // E1
        for (int worker = 0; worker < workers; worker++) {
            if (region.getVolatile(pins + (long) worker * Region.APART) == page + 1L) { // E2
                region.setVolatile(there + (long) page * Long.BYTES, THERE); // E3
                return false;
            }
        }
        return true;
    }

    /// For the pager: whether a page that has left must be written back. It is clean from now on.
    boolean takeDirt(int page) {
        long word = dirty + (long) page * Long.BYTES;
        boolean was = region.getPlain(word) == DIRTY; // E4
        region.setPlain(word, CLEAN);
        return was;
    }
}
