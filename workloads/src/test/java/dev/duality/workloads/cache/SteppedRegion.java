// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;

/// A region that tells before each access to it, so that something else can happen first; bytes are copied line by
/// line.
final class SteppedRegion extends Region {
    private final Region region;
    private final Runnable step;

    SteppedRegion(Region region, Runnable step) {
        this.region = region;
        this.step = step;
    }

    @Override
    public long bytes() {
        return region.bytes();
    }

    @Override
    public long getPlain(long offset) {
        step.run();
        return region.getPlain(offset);
    }

    @Override
    public void setPlain(long offset, long value) {
        step.run();
        region.setPlain(offset, value);
    }

    @Override
    public long getPlain(long line, int word) {
        step.run();
        return region.getPlain(line, word);
    }

    @Override
    public void setPlain(long line, int word, long value) {
        step.run();
        region.setPlain(line, word, value);
    }

    @Override
    public long getOpaque(long offset) {
        step.run();
        return region.getOpaque(offset);
    }

    @Override
    public void setOpaque(long offset, long value) {
        step.run();
        region.setOpaque(offset, value);
    }

    @Override
    public long getAcquire(long offset) {
        step.run();
        return region.getAcquire(offset);
    }

    @Override
    public void setRelease(long offset, long value) {
        step.run();
        region.setRelease(offset, value);
    }

    @Override
    public long getVolatile(long offset) {
        step.run();
        return region.getVolatile(offset);
    }

    @Override
    public void setVolatile(long offset, long value) {
        step.run();
        region.setVolatile(offset, value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        step.run();
        return region.compareAndSet(offset, expected, value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        step.run();
        return region.getAndAdd(offset, delta);
    }

    @Override
    public long getAndOr(long offset, long bits) {
        step.run();
        return region.getAndOr(offset, bits);
    }

    @Override
    public long getAndSet(long offset, long value) {
        step.run();
        return region.getAndSet(offset, value);
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) {
        for (int done = 0; done < length; done += LINE) {
            step.run();
            region.read(offset + done, into, at + done, Math.min(LINE, length - done));
        }
    }

    @Override
    public void write(long offset, byte[] from, int at, int length) {
        for (int done = 0; done < length; done += LINE) {
            step.run();
            region.write(offset + done, from, at + done, Math.min(LINE, length - done));
        }
    }

    @Override
    public void close() {
        region.close();
    }
}
