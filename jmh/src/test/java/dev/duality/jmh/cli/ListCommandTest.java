// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import org.junit.jupiter.api.Test;

/// The words of `duality list`.
class ListCommandTest extends TypedCommands {
    /// The counter's side is one atomic add; a table's and a cache's of the same name are not.
    @Test
    void aSubstrateIsDescribedAsEachWorkloadHasIt() {
        Done done = duality("list", "substrates");

        assertEquals(ExitCodes.DONE, done.exit(), done.err());
        Catalog catalog = Catalog.load(ListCommandTest.class.getClassLoader());
        for (Workload workload : catalog.workloads()) {
            for (Side side : catalog.sides(workload)) {
                String line = done.out()
                        .lines()
                        .filter(one -> one.startsWith(side.substrate() + " "))
                        .findFirst()
                        .orElseThrow();
                assertTrue(line.contains(side.description()), workload.name() + ": " + line);
            }
        }
    }
}
