// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.Region;
import java.util.Map;

/// The words that one worker of a [LockFreeTable] owns, and its counts: a line of the region that nobody else writes,
/// so all of it is plain.
final class TableHoldings {
    private static final long CELL = 0; // + 1; 0 for the worker's first
    private static final long CAS_FAILURES = 8;
    private static final long RETRIES = 16;
    private static final long HELPED = 24;

    private final Region region;
    private final long line;
    private final int first;

    TableHoldings(Region region, TableLayout at, int worker) {
        this.region = region;
        this.line = at.holdings(worker);
        this.first = at.cellOf(worker);
    }

    /// The cell to fill next.
    int cell() {
        int cell = (int) region.getPlain(line + CELL);
        return cell == 0 ? first : cell - 1;
    }

    void cell(int cell) {
        region.setPlain(line + CELL, cell + 1);
    }

    void casFailure() {
        count(CAS_FAILURES);
    }

    void retry() {
        count(RETRIES);
    }

    void helped() {
        count(HELPED);
    }

    private void count(long counter) {
        region.setPlain(line + counter, region.getPlain(line + counter) + 1);
    }

    /// The worker's counts. Read while it rests.
    Map<String, Long> counts() {
        return Map.of(
                "CAS failures", region.getPlain(line + CAS_FAILURES),
                "validation retries", region.getPlain(line + RETRIES),
                "additions of others finished", region.getPlain(line + HELPED));
    }
}
