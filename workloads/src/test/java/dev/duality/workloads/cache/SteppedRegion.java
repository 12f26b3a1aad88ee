// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;

/// A region that tells before each access to it, so that something else can happen first; bytes are copied line by
/// line.
final class SteppedRegion extends ForwardingRegion {
    private final Runnable step;

    SteppedRegion(Region region, Runnable step) {
        super(region);
        this.step = step;
    }

    @Override
    public long getPlain(long offset) {
        step.run();
        return super.getPlain(offset);
    }

    @Override
    public void setPlain(long offset, long value) {
        step.run();
        super.setPlain(offset, value);
    }

    @Override
    public long getOpaque(long offset) {
        step.run();
        return super.getOpaque(offset);
    }

    @Override
    public void setOpaque(long offset, long value) {
        step.run();
        super.setOpaque(offset, value);
    }

    @Override
    public long getAcquire(long offset) {
        step.run();
        return super.getAcquire(offset);
    }

    @Override
    public void setRelease(long offset, long value) {
        step.run();
        super.setRelease(offset, value);
    }

    @Override
    public long getVolatile(long offset) {
        step.run();
        return super.getVolatile(offset);
    }

    @Override
    public void setVolatile(long offset, long value) {
        step.run();
        super.setVolatile(offset, value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        step.run();
        return super.compareAndSet(offset, expected, value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        step.run();
        return super.getAndAdd(offset, delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        step.run();
        return super.getAndOr(offset, bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        step.run();
        return super.getAndSet(offset, value);
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) {
        for (int done = 0; done < length; done += LINE) {
            step.run();
            super.read(offset + done, into, at + done, Math.min(LINE, length - done));
        }
    }

    @Override
    public void write(long offset, byte[] from, int at, int length) {
        for (int done = 0; done < length; done += LINE) {
            step.run();
            super.write(offset + done, from, at + done, Math.min(LINE, length - done));
        }
    }
}
