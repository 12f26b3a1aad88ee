// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

import dev.duality.shm.contract.ModelChecking;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class SnapshotSideModelTest {
    private static final int DOMAINS = 2;

    /// A table of two domains.
    public static class Tables {
        private final Current current;

        public Tables() {
            this(new Current());
        }

        Tables(Current current) {
            this.current = current;
            current.begin(new DomainTable(new int[DOMAINS], new long[DOMAINS], 2));
        }

        @Operation
        public long first() {
            return current.get().answer(0);
        }

        @Operation
        public long second() {
            return current.get().answer(1);
        }

        @Operation
        public long moveFirst() {
            return current.move(0);
        }

        @Operation
        public long moveSecond() {
            return current.move(1);
        }
    }

    /// Replaces in two steps.
    public static class ReplacedInTwoSteps extends Tables {
        public ReplacedInTwoSteps() {
            super(new Current() {
                @Override
                boolean replace(DomainTable seen, DomainTable next) {
                    boolean same = get() == seen;
                    if (same) {
                        begin(next);
                    }
                    return same;
                }
            });
        }
    }

    @Test
    void aLookupIsOfOneTableAndNoMoveIsLost() {
        ModelChecking.assertLinearizable(Tables.class);
    }

    @Test
    void movesAreLostIfReplacedInTwoSteps() {
        ModelChecking.assertBroken(ReplacedInTwoSteps.class);
    }
}
