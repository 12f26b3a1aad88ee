// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The verdict of `verify --memory weak` where there is something that it does not see.
class WeakMemoryVerdictTest extends TypedCommands {
    /// The state of these is no region's, so weak memory knows nothing of them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--workload prefix --on shm:snapshot",
                "--workload prefix --on shm:snapshot,shm:lock",
                "--workload prefix --on shm --scenario prefix@on@shm:snapshot,@pause,@w2"
            })
    void whatIsNamedAndWeakMemorySeesNothingOfHasNotPassed(String selection) {
        Done done = weak(selection);

        assertEquals(ExitCodes.FAILED, done.exit(), done.out());
        assertTrue(done.out().contains(" unseen "), done.out());
        assertTrue(
                done.out().endsWith("nothing is known of what is unseen; take other sides" + System.lineSeparator()));
    }

    @Test
    void whatWeakMemorySeesNothingOfAmongOthersThatPassIsSaidAndNoFault() {
        Done done = weak("--workload prefix --on shm");

        assertEquals(ExitCodes.DONE, done.exit(), done.out());
        assertTrue(done.out().contains(" unseen ") && done.out().contains(" agrees "), done.out());
    }

    @Test
    void aScheduleOfWhatWeakMemorySeesNothingOfIsRefused() {
        Done done = weak("--workload prefix --on shm:snapshot --wait pause --schedule 0");

        assertEquals(ExitCodes.USAGE, done.exit(), done.out());
        assertTrue(done.onlyLine().contains("prefix on shm:snapshot, pause, w2"), done.err());
    }

    @Test
    void sidesThatAreNotExploredAreToldWithTheReason() {
        Done done = weak("--workload paging --wait pause --on shm:userfault,messaging:ring");

        assertTrue(
                done.out()
                        .contains(
                                "not explored: paging on shm:userfault: it calls the operating system, which weak memory"
                                        + " does not have"),
                done.out());
    }

    @Test
    void theTimeThatItTookIsTold() {
        Done done = weak("--workload counter --wait pause --on shm:lock");

        assertTrue(done.out().matches("(?s).* agrees +[0-9]+ executions in [0-9]+\\.[0-9] s.*"), done.out());
    }

    @Test
    void asManyCallsAsAreAskedForAreMade() {
        Done done = weak("--structure slot-ring --operations 3");

        assertEquals(ExitCodes.DONE, done.exit(), done.out());
        assertTrue(done.out().lines().allMatch(line -> line.contains(", calls 3 ")), done.out());
        assertTrue(weak("--structure slot-ring").out().contains(", calls 4 "));
    }

    @Test
    void moreCallsThanCanBePutInOrderAreRefused() {
        Done done = weak("--structure slot-ring --operations 9");

        assertEquals(ExitCodes.USAGE, done.exit(), done.out());
        assertTrue(done.onlyLine().contains("--operations is 9, but must be from 1 to 8"), done.err());
    }

    /// The table of mutants is of the short scenarios, unless a longer one is named as the list of results does.
    @Test
    void mutantsAreTriedInALongerScenarioThatIsNamed() {
        Done done =
                weak("--structure slot-ring --mutants --scenario slot-ring,@pause,@w2,@capacity@1,@seed@1,@calls@4");

        assertEquals(ExitCodes.DONE, done.exit(), done.err());
        assertTrue(done.out().lines().count() > 2, done.out());
    }

    @Test
    void whereThereIsNoSuchScenarioNoTableOfMutantsIsBegun() {
        Done done = weak("--structure slot-ring --mutants --scenario none");

        assertEquals(ExitCodes.USAGE, done.exit(), done.err());
        assertEquals("", done.out());
        assertTrue(done.err().contains("there is no 'none' here"), done.err());
    }

    private static Done weak(String selection) {
        return duality(Stream.of(("verify --memory weak --executions 1 " + selection).split(" "))
                .map(word -> word.replace('@', ' '))
                .toArray(String[]::new));
    }
}
