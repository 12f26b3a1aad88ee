// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A cache line: who has it, who waits for it, and the one transaction that may be under way.
final class CacheLine {
    /// No core.
    static final int NOBODY = -1;

    final int home;
    final BitSet sharers = new BitSet();
    final List<LineRequest> queue = new ArrayList<>();
    final List<Core> sleepers = new ArrayList<>(); // cores that look again when it is taken from them
    int owner = NOBODY;
    boolean modified; // since its owner got it
    boolean atHome; // the last atomic operation was done there, and no core has it
    boolean busy;
    double snoopAt; // until then the owner of a line that is being taken still hits

    CacheLine(int home) {
        this.home = home;
    }

    boolean isReadableBy(int core) {
        return owner == core || sharers.get(core);
    }

    boolean isOnlyOf(int core) {
        return owner == core && sharers.isEmpty();
    }

    /// Whether a core may change it without asking anybody.
    boolean isWritableBy(int core, double at) {
        return isOnlyOf(core) && (!busy || at < snoopAt);
    }

    /// The class of the core that answers a load: the owner, or the nearest that has the line.
    int nearest(MachineSpec spec, int core) {
        if (owner != NOBODY && spec.rules().ownerShares()) {
            return spec.distance(core, owner);
        }
        int nearest = owner == NOBODY ? Integer.MAX_VALUE : spec.distance(core, owner);
        for (int other = sharers.nextSetBit(0); other >= 0; other = sharers.nextSetBit(other + 1)) {
            nearest = Math.min(nearest, spec.distance(core, other));
        }
        return nearest;
    }

    /// The class of the farthest other core that has the line.
    int farthest(MachineSpec spec, int core) {
        int farthest = owner == NOBODY || owner == core ? 0 : spec.distance(core, owner);
        for (int other = sharers.nextSetBit(0); other >= 0; other = sharers.nextSetBit(other + 1)) {
            if (other != core) {
                farthest = Math.max(farthest, spec.distance(core, other));
            }
        }
        return farthest;
    }
}
