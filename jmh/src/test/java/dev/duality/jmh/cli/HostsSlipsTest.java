// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.messaging.mpi.Mpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Slips of those who place a run on hosts: each is one line, which says what to write.
class HostsSlipsTest extends TypedCommands {
    private Done run(String arguments) {
        return duality(("run --dry-run " + arguments).split(" "));
    }

    @ParameterizedTest
    @CsvSource({"threads,", "processes, --placement processes"})
    void aLauncherWithNothingToLaunchIsRefused(String placement, String given) {
        Done done = run("--workload rpc --launcher srun" + (given == null ? "" : " " + given));

        assertEquals(ExitCodes.USAGE, done.exit(), done.err());
        assertTrue(
                done.onlyLine()
                        .contains("--launcher is for --placement hosts, and this is --placement " + placement
                                + "; leave out one of both"),
                done.err());
    }

    @Test
    void aHostWithOnePlaceIsToldToGetTwo() {
        Done done = run("--workload rpc --placement hosts --hosts localhost:1");

        assertEquals(ExitCodes.USAGE, done.exit(), done.err());
        assertTrue(
                done.onlyLine()
                        .contains(
                                "--hosts localhost:1 has room for one process, and the one that measures needs another"
                                        + " one; write localhost:2, or A:1,B:1 for two hosts"),
                done.err());
    }

    @Test
    void tooFewPlacesOnOneHostAreToldByItsName() {
        assumeTrue(Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());

        Done done = run("--workload rpc --on shm:direct --workers 3 --placement hosts --hosts localhost:2");

        assertEquals(ExitCodes.USAGE, done.exit(), done.err());
        assertTrue(done.onlyLine().contains("--hosts has room for 1; use localhost:3"), done.err());
    }
}
