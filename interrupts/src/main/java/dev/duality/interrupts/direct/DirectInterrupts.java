// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.direct;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.Interrupts;
import dev.duality.interrupts.Source;
import dev.duality.interrupts.Tally;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/// Both halves in the source's own context, on the device's words in shared memory. What delivery costs is what the
/// others take longer than this.
public final class DirectInterrupts implements Interrupts {
    /* A device's words belong to its source; others read them when nothing is under way, after whatever told them so.
     * Shared is the region, not the words: interrupts of different devices do not meet. */
    private static final long HANDLED = 0;
    private static final long DIGEST = 8;

    private final Arrangement arrangement;
    private final BottomHalf bottomHalf;
    private final Region region;
    private final long states;

    public DirectInterrupts(Arrangement arrangement, BottomHalf bottomHalf) {
        this.arrangement = arrangement;
        this.bottomHalf = bottomHalf;
        RegionLayout layout = new RegionLayout();
        this.states = layout.span("states", (long) arrangement.devices() * Region.APART);
        this.region = Region.allocate(layout.bytes());
    }

    @Override
    public void start(ThreadFactory factory) {}

    @Override
    public Source source(int source) {
        return new DirectSource();
    }

    private long handle(int device, long cause, Payload payload) {
        long state = states + (long) device * Region.APART;
        long result = bottomHalf.handle(device, region.getPlain(state + DIGEST), cause, payload);
        payload.length(0);
        region.setPlain(state + DIGEST, result);
        region.setPlain(state + HANDLED, region.getPlain(state + HANDLED) + 1);
        return result;
    }

    @Override
    public Tally tally(int device) {
        long state = states + (long) device * Region.APART;
        return new Tally(device, region.getPlain(state + HANDLED), 0, region.getPlain(state + DIGEST));
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of();
    }

    @Override
    public void close() {
        region.close();
    }

    /// Handles what is raised at once, and keeps the outcomes until somebody wants to hear them.
    private final class DirectSource implements Source {
        private final int[] tags;
        private final long[] results;
        private int count;

        DirectSource() {
            int most = arrangement.depth() * Math.ceilDiv(arrangement.devices(), arrangement.sources());
            tags = new int[most];
            results = new long[most];
        }

        @Override
        public boolean raise(int device, long cause, Payload payload, int tag) {
            if (count == tags.length) {
                return false;
            }
            results[count] = handle(device, cause, payload);
            tags[count++] = tag;
            return true;
        }

        @Override
        public int collect(Outcomes outcomes) {
            int collected = count;
            count = 0;
            for (int i = 0; i < collected; i++) {
                outcomes.handled(tags[i], results[i]);
            }
            return collected;
        }

        @Override
        public void idle(int attempt) {
            Thread.onSpinWait(); // nothing is ever under way
        }
    }
}
