// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.stress;

import dev.duality.shm.Region;

/// Forgets the fence between a store and the loads behind it: a releasing store stays with its actor until the actor
/// has done some loads more, or a store or a read-modify-write. So does the store buffer of most processors where there
/// is no fence.
public final class LateReleases extends BrokenRegion {
    private static final int LOADS = 4;

    private long offset;
    private long value;
    private int loads; // still to do before the store arrives; 0 if none is held back

    public LateReleases(Region shared) {
        super(shared);
    }

    private void arrive() {
        if (loads > 0) {
            loads = 0;
            super.setRelease(offset, value);
        }
    }

    private long load(long at, long found) {
        if (loads == 0) {
            return found;
        }
        long own = at == offset ? value : found;
        if (--loads == 0) {
            linger();
            super.setRelease(offset, value);
        }
        return own;
    }

    @Override
    public void setRelease(long at, long to) {
        arrive();
        offset = at;
        value = to;
        loads = LOADS;
    }

    @Override
    public long getPlain(long at) {
        return load(at, super.getPlain(at));
    }

    @Override
    public long getOpaque(long at) {
        return load(at, super.getOpaque(at));
    }

    @Override
    public long getAcquire(long at) {
        return load(at, super.getAcquire(at));
    }

    @Override
    public long getVolatile(long at) {
        return load(at, super.getVolatile(at));
    }

    @Override
    public void setPlain(long at, long to) {
        arrive();
        super.setPlain(at, to);
    }

    @Override
    public void setOpaque(long at, long to) {
        arrive();
        super.setOpaque(at, to);
    }

    @Override
    public void setVolatile(long at, long to) {
        arrive();
        super.setVolatile(at, to);
    }

    @Override
    public boolean compareAndSet(long at, long expected, long to) {
        arrive();
        return super.compareAndSet(at, expected, to);
    }

    @Override
    public long getAndAdd(long at, long delta) {
        arrive();
        return super.getAndAdd(at, delta);
    }

    @Override
    public long getAndOr(long at, long bits) {
        arrive();
        return super.getAndOr(at, bits);
    }

    @Override
    public long getAndSet(long at, long to) {
        arrive();
        return super.getAndSet(at, to);
    }
}
