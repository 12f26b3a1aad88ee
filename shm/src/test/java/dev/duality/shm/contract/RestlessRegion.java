// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import dev.duality.shm.Region;
import java.util.concurrent.ThreadLocalRandom;

/// A region whose users leave their core now and then, between two accesses: so that parties meet in the middle of
/// their calls, also where there are fewer cores than parties.
final class RestlessRegion extends ForwardingRegion {
    /// One access in so many is preceded by a rest.
    private static final int SELDOM = 24;

    RestlessRegion(Region region) {
        super(region);
    }

    private static void rest() {
        if (ThreadLocalRandom.current().nextInt(SELDOM) == 0) {
            Thread.yield();
        }
    }

    @Override
    public long getPlain(long offset) {
        rest();
        return super.getPlain(offset);
    }

    @Override
    public void setPlain(long offset, long value) {
        rest();
        super.setPlain(offset, value);
    }

    @Override
    public long getOpaque(long offset) {
        rest();
        return super.getOpaque(offset);
    }

    @Override
    public void setOpaque(long offset, long value) {
        rest();
        super.setOpaque(offset, value);
    }

    @Override
    public long getAcquire(long offset) {
        rest();
        return super.getAcquire(offset);
    }

    @Override
    public void setRelease(long offset, long value) {
        rest();
        super.setRelease(offset, value);
    }

    @Override
    public long getVolatile(long offset) {
        rest();
        return super.getVolatile(offset);
    }

    @Override
    public void setVolatile(long offset, long value) {
        rest();
        super.setVolatile(offset, value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        rest();
        return super.compareAndSet(offset, expected, value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        rest();
        return super.getAndAdd(offset, delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        rest();
        return super.getAndOr(offset, bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        rest();
        return super.getAndSet(offset, value);
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) {
        rest();
        super.read(offset, into, at, length);
    }

    @Override
    public void write(long offset, byte[] from, int at, int length) {
        rest();
        super.write(offset, from, at, length);
    }
}
