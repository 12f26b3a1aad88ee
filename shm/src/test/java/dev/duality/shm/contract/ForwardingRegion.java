// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import dev.duality.shm.Region;

/// A region that does with another one what it is asked to; made to be overridden.
public class ForwardingRegion extends Region {
    private final Region region;

    public ForwardingRegion(Region region) {
        this.region = region;
    }

    @Override
    public long bytes() {
        return region.bytes();
    }

    @Override
    public long getPlain(long offset) {
        return region.getPlain(offset);
    }

    @Override
    public void setPlain(long offset, long value) {
        region.setPlain(offset, value);
    }

    /// As [#getPlain(long)] of that word.
    @Override
    public final long getPlain(long line, int word) {
        return getPlain(line + Long.BYTES * (word & 7L));
    }

    /// As [#setPlain(long, long)] of that word.
    @Override
    public final void setPlain(long line, int word, long value) {
        setPlain(line + Long.BYTES * (word & 7L), value);
    }

    @Override
    public long getOpaque(long offset) {
        return region.getOpaque(offset);
    }

    @Override
    public void setOpaque(long offset, long value) {
        region.setOpaque(offset, value);
    }

    @Override
    public long getAcquire(long offset) {
        return region.getAcquire(offset);
    }

    @Override
    public void setRelease(long offset, long value) {
        region.setRelease(offset, value);
    }

    @Override
    public long getVolatile(long offset) {
        return region.getVolatile(offset);
    }

    @Override
    public void setVolatile(long offset, long value) {
        region.setVolatile(offset, value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        return region.compareAndSet(offset, expected, value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        return region.getAndAdd(offset, delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        return region.getAndOr(offset, bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        return region.getAndSet(offset, value);
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) {
        region.read(offset, into, at, length);
    }

    @Override
    public void write(long offset, byte[] from, int at, int length) {
        region.write(offset, from, at, length);
    }

    @Override
    public void close() {
        region.close();
    }
}
