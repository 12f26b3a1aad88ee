// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.stress;

import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;

/// One actor's view of shared memory that forgets a rule. Bytes are copied by words, plain, so that what is done to
/// plain words is done to them.
public abstract class BrokenRegion extends ForwardingRegion {
    private static final int PAUSES = 32;

    /// Passes as much time as a line may take to come: what is broken is broken for so long.
    public static void linger() {
        for (int pauses = 0; pauses < PAUSES; pauses++) {
            Thread.onSpinWait();
        }
    }

    protected BrokenRegion(Region shared) {
        super(shared);
    }

    @Override
    public final void read(long offset, byte[] into, int at, int length) {
        for (int i = 0; i < length; i++) {
            long from = offset + i;
            into[at + i] = (byte) (getPlain(from & -Long.BYTES) >>> 8 * (from & 7));
        }
    }

    @Override
    public final void write(long offset, byte[] from, int at, int length) {
        for (int i = 0; i < length; i++) {
            long to = offset + i;
            int shift = (int) (8 * (to & 7));
            long word = getPlain(to & -Long.BYTES);
            setPlain(to & -Long.BYTES, word & ~(0xFFL << shift) | (from[at + i] & 0xFFL) << shift);
        }
    }
}
