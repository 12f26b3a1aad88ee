// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.Source;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.pending.PendingWord;

/// A source whose interrupts go over its devices' lines.
final class PendingSource implements Source {
    private final InterruptLines.Raiser[] raisers; // by device; null for the devices of others
    private final PendingWord pending;
    private final WaitStrategy server;
    private final WaitStrategy wait;
    private long underWay; // a bit for each device that has interrupts under way

    PendingSource(
            Arrangement arrangement,
            int source,
            InterruptLines lines,
            PendingWord pending,
            WaitStrategy server,
            WaitStrategy wait) {
        this.raisers = new InterruptLines.Raiser[arrangement.devices()];
        for (int device = source; device < raisers.length; device += arrangement.sources()) {
            raisers[device] = lines.raiser(device);
        }
        this.pending = pending;
        this.server = server;
        this.wait = wait;
    }

    @Override
    public boolean raise(int device, long cause, Payload payload, int tag) {
        if (!raisers[device].raise(cause, payload, tag)) {
            return false;
        }
        payload.length(0);
        underWay |= 1L << device;
        pending.raise(device);
        server.signal();
        return true;
    }

    @Override
    public int collect(Outcomes outcomes) {
        int collected = 0;
        for (long bits = underWay; bits != 0; bits &= bits - 1) {
            int device = Long.numberOfTrailingZeros(bits);
            InterruptLines.Raiser raiser = raisers[device];
            while (raiser.hasUnderWay() && raiser.isHandled()) {
                int tag = raiser.tag();
                outcomes.handled(tag, raiser.take());
                collected++;
            }
            if (!raiser.hasUnderWay()) {
                underWay &= ~(1L << device);
            }
        }
        return collected;
    }

    @Override
    public void idle(int attempt) {
        wait.idle(attempt);
    }
}
