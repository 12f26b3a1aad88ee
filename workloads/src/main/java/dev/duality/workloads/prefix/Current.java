// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

import dev.duality.shm.Padding;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The word that all share.
abstract class CurrentWord extends Padding {
    DomainTable table; // only through TABLE
}

/// The table of this moment.
class Current extends CurrentWord {
    /* The word is everybody's; a table is nobody's once it is here, since nobody changes it. Tried by
     * SnapshotSideStress and SnapshotSideModelTest.
     *
     *   lookup  L1 acquire the table   L2 read it
     *   move    M1 acquire the table   M2 make another   M3 compare-and-set M1's -> M2's, and if that fails, from M1
     *
     * A lookup happens at its L1, a move at its M3: all that a lookup gives is of one table.
     * Tables are whole: M2 happens-before M3, which is a release, and L1 or M1 that sees it acquires.
     * No move is lost: M3 puts in a table that was made from the very one it replaces. A table never comes back, since
     * whoever could compare with it holds it, so that its memory is not used again.
     * Weaker breaks it: with L1 plain, or M3 no release, a lookup may read a table before it was written; with M3 as a
     * load and a store two moves make one.
     * Stronger is waste: nobody writes what lookups read, so they need not be told apart from moves.
     */
    private static final VarHandle TABLE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "table", VarHandle.class, CurrentWord.class, DomainTable.class);

    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    /// Puts the first table in.
    void begin(DomainTable first) {
        TABLE.setRelease(this, first);
    }

    DomainTable get() {
        return (DomainTable) TABLE.getAcquire(this); // L1, M1
    }

    /// @return whether the table was `seen`, and now is `next`
    boolean replace(DomainTable seen, DomainTable next) {
        return TABLE.compareAndSet(this, seen, next); // M3
    }

    /// Moves a domain to the next server.
    /// @return its generation before
    final long move(int domain) {
        while (true) {
            DomainTable seen = get();
            if (replace(seen, seen.moved(domain))) { // M2
                return seen.generation(domain);
            }
        }
    }
}
