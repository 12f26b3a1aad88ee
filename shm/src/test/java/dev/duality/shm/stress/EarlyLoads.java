// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.stress;

import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;

/// Forgets what an acquire is for: the plain loads behind an acquiring load are done before it. So does a machine to
/// an acquire that was made plain. For small regions: all their words are loaded each time.
public final class EarlyLoads extends BrokenRegion {
    private final HeapRegion seen; // what was loaded early, and this actor's own stores since
    private boolean early;

    public EarlyLoads(Region shared) {
        super(shared);
        seen = new HeapRegion(shared.bytes());
    }

    @Override
    public long getAcquire(long offset) {
        for (long word = 0; word < bytes(); word += Long.BYTES) {
            seen.setPlain(word, super.getPlain(word));
        }
        early = true;
        linger();
        return super.getAcquire(offset);
    }

    @Override
    public long getPlain(long offset) {
        return early ? seen.getPlain(offset) : super.getPlain(offset);
    }

    @Override
    public void setPlain(long offset, long value) {
        super.setPlain(offset, value);
        seen.setPlain(offset, value);
    }

    @Override
    public void setOpaque(long offset, long value) {
        super.setOpaque(offset, value);
        seen.setPlain(offset, value);
    }

    @Override
    public void setRelease(long offset, long value) {
        super.setRelease(offset, value);
        seen.setPlain(offset, value);
    }

    @Override
    public void setVolatile(long offset, long value) {
        early = false;
        super.setVolatile(offset, value);
    }

    @Override
    public long getVolatile(long offset) {
        early = false;
        return super.getVolatile(offset);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        early = false;
        return super.compareAndSet(offset, expected, value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        early = false;
        return super.getAndAdd(offset, delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        early = false;
        return super.getAndOr(offset, bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        early = false;
        return super.getAndSet(offset, value);
    }
}
