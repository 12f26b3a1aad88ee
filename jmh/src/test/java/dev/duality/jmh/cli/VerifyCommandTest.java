// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// `duality verify` where sides are skipped.
class VerifyCommandTest extends TypedCommands {
    private static final String NOTHING =
            "duality: nothing was compared: all that was asked for was skipped; name another"
                    + " side with --on, or another setting";

    @Test
    void whereTheOnlySideCannotDoTheJobNothingWasComparedAndThatIsASlip() {
        Done done = duality("verify", "--workload", "counter", "--on", "shm:striped", "--operations", "100");

        assertEquals(ExitCodes.USAGE, done.exit(), done.out());
        assertEquals(NOTHING, done.onlyLine());
        assertTrue(done.out().contains("skipped  stripes have no value before an addition"), done.out());
    }

    @Test
    void whereASideOfOneJvmIsAskedForInProcessesNothingWasComparedAndThatIsASlip() {
        Done done = duality(
                "verify", "-w", "counter", "--on", "messaging:jctools-spsc,shm:striped", "--placement", "processes");

        assertEquals(ExitCodes.USAGE, done.exit(), done.out());
        assertEquals(NOTHING, done.onlyLine());
    }

    @Test
    void whereOneOfTwoSidesWasComparedTheOtherMayBeSkipped() {
        Done done = duality("verify", "-w", "counter", "--on", "shm:striped,shm:lockfree", "--operations", "100");

        assertEquals(ExitCodes.DONE, done.exit(), done.out());
        assertEquals("", done.err());
        assertEquals(
                "1 side compared: it agrees with its specification; 1 skipped. w2: with 2 workers",
                done.out().lines().toList().getLast());
    }

    @Test
    void aSideWithSeveralNumbersOfWorkersIsCountedOnce() {
        Done done = duality(
                "verify -w counter --on shm:lock,shm:lockfree --workers 1,2 --operations 100 --histories 0".split(" "));

        assertEquals(
                4, done.out().lines().filter(line -> line.contains(" agrees ")).count(), done.out());
        assertEquals(
                "2 sides compared: all agree with their specifications. w1: with 1 worker, w2: with 2 workers",
                done.out().lines().toList().getLast());
    }

    @Test
    void everybodyWaitsWithAsManyPausesAsRunTakesToo() {
        Done done = duality(
                "verify", "-w", "counter", "--on", "messaging:ring", "--wait", "pause:16", "--operations", "100");

        assertEquals(ExitCodes.DONE, done.exit(), done.err());
        assertEquals("", done.err());
    }

    @Test
    void weakMemoryIsExploredWithAsManyPausesAsRunTakesToo() {
        Done done = duality(
                "verify --memory weak --executions 1 --workload counter --on shm:mailbox --workers 2 --wait park:16"
                        .split(" "));

        assertEquals(ExitCodes.DONE, done.exit(), done.err());
        assertTrue(done.out().startsWith("counter on shm:mailbox, park:16, w2 "), done.out());
    }
}
