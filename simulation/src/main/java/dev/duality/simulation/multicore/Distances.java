// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.BitSet;
import java.util.List;

/// The distances of a machine's cores, as classes, looked up rather than worked out: each transaction asks for some.
final class Distances {
    /// The distance of nobody.
    static final int NOBODY = Integer.MAX_VALUE;

    private final MachineSpec spec;
    private final int[] groups;
    private final int beyond; // the least distance of two groups of the last kind
    private final int farthest;
    private final int[][] rows; // by core; null until it is asked for

    Distances(MachineSpec spec) {
        this.spec = spec;
        this.groups = spec.groups().stream().mapToInt(size -> size).toArray();
        this.beyond = spec.dieDistance().isEmpty() ? groups.length : groups.length - 1 + leastOfTwo(spec.dieDistance());
        this.farthest = spec.classes().size() - 1;
        this.rows = new int[spec.cores()][];
    }

    private static int leastOfTwo(List<List<Integer>> dieDistance) {
        int least = NOBODY;
        for (int row = 0; row < dieDistance.size(); row++) {
            for (int column = 0; column < row; column++) {
                least = Math.min(least, dieDistance.get(row).get(column));
            }
        }
        return least == NOBODY ? 0 : least;
    }

    /// The distance of two cores.
    int of(int one, int other) {
        return row(one)[other];
    }

    private int[] row(int core) {
        int[] row = rows[core];
        if (row == null) {
            row = new int[spec.cores()];
            for (int other = 0; other < row.length; other++) {
                row[other] = spec.distance(core, other);
            }
            rows[core] = row;
        }
        return row;
    }

    /// The distance of the nearest other core of a set; [#NOBODY] if there is none.
    int nearest(BitSet cores, int core) {
        for (int i = 0; i < groups.length; i++) {
            int first = core / groups[i] * groups[i];
            int found = cores.nextSetBit(first);
            if (found == core) {
                found = cores.nextSetBit(core + 1);
            }
            if (found >= 0 && found < first + groups[i]) {
                return i;
            }
        }
        int[] row = row(core);
        int nearest = NOBODY;
        for (int other = cores.nextSetBit(0); other >= 0 && nearest > beyond; other = cores.nextSetBit(other + 1)) {
            nearest = other == core ? nearest : Math.min(nearest, row[other]);
        }
        return nearest;
    }

    /// The distance of the farthest other core of a set; 0 if there is none.
    int farthest(BitSet cores, int core) {
        int[] row = row(core);
        int most = 0;
        for (int other = cores.nextSetBit(0); other >= 0 && most < farthest; other = cores.nextSetBit(other + 1)) {
            most = other == core ? most : Math.max(most, row[other]);
        }
        return most;
    }
}
