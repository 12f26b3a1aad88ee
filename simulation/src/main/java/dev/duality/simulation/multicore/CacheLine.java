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

    /// 1 if no core has it and it is not at its home either, else 0.
    int comesFromMemory() {
        return owner == NOBODY && sharers.isEmpty() && !atHome ? 1 : 0;
    }

    /// The class of the core from which it comes to this one; [Distances#NOBODY] if it is here, or no core has it.
    int source(Distances distances, int core) {
        if (isReadableBy(core)) {
            return Distances.NOBODY;
        }
        return owner == NOBODY ? distances.nearest(sharers, core) : distances.of(core, owner);
    }

    /// The class of the core that answers a load: the owner, or the nearest that has the line.
    /// @param ownerShares whether an owner answers, however near another one has it
    int nearest(Distances distances, boolean ownerShares, int core) {
        if (owner == NOBODY) {
            return distances.nearest(sharers, core);
        }
        int ofOwner = distances.of(core, owner);
        return ownerShares || ofOwner == 0 ? ofOwner : Math.min(ofOwner, distances.nearest(sharers, core));
    }

    /// The class of the farthest other core that has the line.
    int farthest(Distances distances, int core) {
        int ofOwner = owner == NOBODY || owner == core ? 0 : distances.of(core, owner);
        return Math.max(ofOwner, distances.farthest(sharers, core));
    }
}
