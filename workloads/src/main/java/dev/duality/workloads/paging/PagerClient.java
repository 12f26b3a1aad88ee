// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Setting;
import dev.duality.workloads.cache.policy.Policy;
import dev.duality.workloads.cache.policy.Replacement;
import java.util.Arrays;
import java.util.Map;

/// A worker with frames of its own for pages that nobody else stores into; whatever else it touches, it asks the pager
/// for, and waits for the reply. A dirty page that leaves is sent back first, on the same way, so that the pager has it
/// before it is asked for it again. At most a quarter of its frames is dirty: a copy of the page that has been so
/// longest goes back, and the page stays, before one more becomes dirty.
final class PagerClient extends DirectCaller implements Node {
    private static final int NOWHERE = -1;
    private static final int MARGIN = 16; // words at either end, so that no other object's line is written
    private static final int HITS = MARGIN;
    private static final int FAULTS = MARGIN + 1;
    private static final int EVICTIONS = MARGIN + 2;
    private static final int WRITE_BACKS = MARGIN + 3;
    private static final int CLEANINGS = MARGIN + 4;
    private static final int REMOTE = MARGIN + 5;
    private static final int SEQUENCE = MARGIN + 6;
    private static final int ANSWERED = MARGIN + 7;
    private static final int RESULT = MARGIN + 8;
    private static final int WORDS = MARGIN + 9 + MARGIN;

    private final Segments segments;
    private final int pager;
    private final boolean alone;
    private final Replacement replacement;
    private final int[] slots; // by page
    private final int[] held; // by slot
    private final Region frames; // by slot, one behind the other
    private final boolean[] isDirty; // by slot
    private final DirtyList dirty; // slots, the longest dirty first
    private final int mostDirty;
    private final long[] own = new long[WORDS]; // what changes with each touch
    private final FaultTimes times = new FaultTimes();
    private Port port;
    private int incoming; // the slot that the page under way is for
    private boolean ended; // by an interrupt

    /// @param frameCount how many frames it has, at least 1
    /// @param alone whether nobody else stores into the shared heap, so that its pages can be kept, too
    PagerClient(Setting setting, Segments segments, int frameCount, Policy policy, boolean alone) {
        super(setting);
        this.segments = segments;
        this.pager = setting.workers();
        this.alone = alone;
        this.replacement = policy.open(frameCount);
        this.slots = new int[segments.pages()];
        this.held = new int[frameCount];
        this.frames = Region.allocate((long) frameCount * Segments.PAGE_BYTES);
        this.isDirty = new boolean[frameCount];
        this.dirty = new DirtyList(frameCount);
        this.mostDirty = DirtyList.most(frameCount);
        Arrays.fill(slots, NOWHERE);
        Arrays.fill(held, NOWHERE);
    }

    @Override
    public void onStart(Port given) {
        port = given;
    }

    @Override
    public long call(int kind, long value, long address, Payload payload) {
        if (ended) {
            throw Caller.ended();
        }
        if (!alone && Segments.segment(address) == Segments.SHARED) {
            own[REMOTE]++;
            int asked = kind == PagingWorkload.LOAD ? PagerNode.LOAD : PagerNode.STORE;
            Message request = port.message(pager).set(asked, ++own[SEQUENCE], value, address);
            request.payload().length(0);
            await();
            return own[RESULT];
        }
        int slot = touch(segments.page(address));
        long at = at(slot, address);
        return switch (kind) {
            case PagingWorkload.LOAD -> frames.getPlain(at);
            case PagingWorkload.STORE -> {
                soil(slot);
                frames.setPlain(at, value);
                yield value;
            }
            default -> throw new IllegalArgumentException("a paged memory has no operation " + kind);
        };
    }

    private static long offset(int slot) {
        return (long) slot * Segments.PAGE_BYTES;
    }

    private static long at(int slot, long address) {
        return offset(slot) + (long) Segments.word(address) * Long.BYTES;
    }

    private int touch(int page) {
        int slot = slots[page];
        if (slot != NOWHERE) {
            own[HITS]++;
            replacement.hit(slot);
            return slot;
        }
        own[FAULTS]++;
        long since = System.nanoTime();
        slot = replacement.next(page);
        evict(slot);
        incoming = slot;
        Message request = port.message(pager).set(PagerNode.FETCH, ++own[SEQUENCE], page, 0);
        request.payload().length(0);
        await();
        slots[page] = slot;
        held[slot] = page;
        times.add(System.nanoTime() - since);
        return slot;
    }

    private void evict(int slot) {
        int victim = held[slot];
        if (victim == NOWHERE) {
            return;
        }
        own[EVICTIONS]++;
        if (isDirty[slot]) {
            dirty.remove(slot);
            clean(slot);
        }
        slots[victim] = NOWHERE;
        held[slot] = NOWHERE;
    }

    private void soil(int slot) {
        if (isDirty[slot]) {
            return;
        }
        if (dirty.size() >= mostDirty) {
            own[CLEANINGS]++;
            clean(dirty.removeFirst());
        }
        isDirty[slot] = true;
        dirty.add(slot);
    }

    private void clean(int slot) {
        own[WRITE_BACKS]++;
        Message back = port.message(pager).set(PagerNode.WRITE_BACK, ++own[SEQUENCE], held[slot], 0);
        back.payload().lend(frames, offset(slot), Segments.PAGE_BYTES); // copied as it is sent
        send();
        isDirty[slot] = false;
    }

    private void send() {
        try {
            port.send(pager);
        } catch (WaitStrategy.Interrupted e) {
            ended = true;
            throw e;
        }
    }

    /// Sends the request, and drives itself until the reply is in.
    private void await() {
        send();
        try {
            for (int attempt = 0; own[ANSWERED] != own[SEQUENCE]; attempt++) {
                if (port.drive() == 0) {
                    port.idle(attempt);
                }
            }
        } catch (WaitStrategy.Interrupted e) {
            ended = true;
            throw e;
        }
    }

    @Override
    public void onMessage(Message reply, Port from) {
        if (reply.sequence() != own[SEQUENCE]) {
            throw new Diagnosis("%s came, but request #%d is under way".formatted(reply, own[SEQUENCE]));
        }
        if (reply.kind() == PagerNode.FETCH) {
            reply.payload().write(frames, offset(incoming));
        } else {
            own[RESULT] = reply.a();
        }
        own[ANSWERED] = reply.sequence();
    }

    /// Whether it has a page: then nobody has a newer copy. Its worker asks for nothing meanwhile.
    boolean holds(int page) {
        return slots[page] != NOWHERE;
    }

    /// A word of a page that it has. Its worker asks for nothing meanwhile.
    long word(long address) {
        return frames.getPlain(at(slots[segments.page(address)], address));
    }

    /// Adds what it has counted.
    void addTo(Map<String, Long> counts) {
        counts.merge("hits", own[HITS], Long::sum);
        counts.merge("faults", own[FAULTS], Long::sum);
        counts.merge("evictions", own[EVICTIONS], Long::sum);
        counts.merge("write-backs", own[WRITE_BACKS], Long::sum);
        counts.merge("cleanings", own[CLEANINGS], Long::sum);
        counts.merge("asked for words", own[REMOTE], Long::sum);
        times.addTo(counts);
    }
}
