// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.stress;

import dev.duality.shm.Region;

/// Forgets what a release is for: plain stores are held back until the next store that should have waited for them has
/// been done. So does a machine to a release that was made plain.
public final class LateStores extends BrokenRegion {
    private static final int MOST = 64;

    private final long[] offsets = new long[MOST];
    private final long[] values = new long[MOST];
    private int held;

    public LateStores(Region shared) {
        super(shared);
    }

    private int find(long offset) {
        for (int i = 0; i < held; i++) {
            if (offsets[i] == offset) {
                return i;
            }
        }
        return -1;
    }

    private void letGo() {
        if (held > 0) {
            linger();
        }
        for (int i = 0; i < held; i++) {
            super.setPlain(offsets[i], values[i]);
        }
        held = 0;
    }

    @Override
    public void setPlain(long offset, long value) {
        int found = find(offset);
        int at = found >= 0 ? found : held++;
        offsets[at] = offset;
        values[at] = value;
    }

    @Override
    public long getPlain(long offset) {
        int found = find(offset);
        return found >= 0 ? values[found] : super.getPlain(offset);
    }

    @Override
    public void setRelease(long offset, long value) {
        super.setRelease(offset, value);
        letGo();
    }

    @Override
    public void setVolatile(long offset, long value) {
        super.setVolatile(offset, value);
        letGo();
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        boolean set = super.compareAndSet(offset, expected, value);
        letGo();
        return set;
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        long before = super.getAndAdd(offset, delta);
        letGo();
        return before;
    }

    @Override
    public long getAndOr(long offset, long bits) {
        long before = super.getAndOr(offset, bits);
        letGo();
        return before;
    }

    @Override
    public long getAndSet(long offset, long value) {
        long before = super.getAndSet(offset, value);
        letGo();
        return before;
    }
}
