// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A cache line: who has it, who waits for it, and the one transaction that may be under way.
final class Line {
    /// No core.
    static final int NOBODY = -1;

    final int home;
    final BitSet sharers = new BitSet();
    final List<Request> queue = new ArrayList<>();
    final List<Core> sleepers = new ArrayList<>(); // cores that look again when it is taken from them
    int owner = NOBODY;
    boolean modified; // since its owner got it
    boolean atHome; // the last atomic operation was done there, and no core has it
    boolean busy;
    double snoopAt; // until then the owner of a line that is being taken still hits

    Line(int home) {
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
}
