// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.stress;

import dev.duality.shm.Region;

/// Forgets that a read-modify-write is one step: it is a load and a store, and others come in between.
public final class SplitSteps extends BrokenRegion {
    public SplitSteps(Region shared) {
        super(shared);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        if (getVolatile(offset) != expected) {
            return false;
        }
        linger();
        setVolatile(offset, value);
        return true;
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        long before = getVolatile(offset);
        linger();
        setVolatile(offset, before + delta);
        return before;
    }

    @Override
    public long getAndOr(long offset, long bits) {
        long before = getVolatile(offset);
        linger();
        setVolatile(offset, before | bits);
        return before;
    }

    @Override
    public long getAndSet(long offset, long value) {
        long before = getVolatile(offset);
        linger();
        setVolatile(offset, value);
        return before;
    }
}
