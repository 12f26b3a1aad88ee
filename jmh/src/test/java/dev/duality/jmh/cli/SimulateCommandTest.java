// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `duality simulate`: plays, their replays and explorations.
class SimulateCommandTest extends TypedCommands {
    @Test
    void aPlayShowsItsCountsAndTheSameSeedShowsTheSame() {
        String[] args =
                "simulate -w counter --nodes 4 --seed 5 --set operations=300 --set delay=normal:1ms:1ms".split(" ");
        Done once = duality(args);

        assertEquals(ExitCodes.DONE, once.exit(), once.err());
        assertTrue(once.out().startsWith("counter plain, 4 nodes, seed 5"), once.out());
        assertTrue(once.out().matches("(?s).*messages / operations +2\\.000.*"), once.out());
        assertEquals(once, duality(args));
    }

    @Test
    void whatFailsIsToldWithItsCommandAndShrunkAndReplayedAndLogged() throws IOException {
        Path replay = folder.resolve("x.replay");
        Done failed = duality(
                ("simulate -w counter --seed 3 --set operations=300 --set loss=0.05 --anyway --shrink " + replay)
                        .split(" "));

        assertEquals(ExitCodes.FAILED, failed.exit(), failed.err());
        assertTrue(failed.out().contains("FAILED   counter plain, 4 nodes, seed 3"), failed.out());
        assertTrue(
                failed.out()
                        .contains("duality simulate --workload counter --protocol plain --nodes 4 --seed 3"
                                + " --set operations=300 --set loss=0.05 --anyway"),
                failed.out());
        assertTrue(failed.out().contains("faults to 1, in "), failed.out());

        String before = "";
        for (String format : List.of("text", "text", "csv", "shiviz")) {
            Path log = folder.resolve("log");
            Done again = duality("simulate", "--replay", replay + "", "--log", log + "", "--format", format);
            assertEquals(ExitCodes.FAILED, again.exit(), again.err());
            assertTrue(again.out().contains("replayed with 1 faults"), again.out());
            assertTrue(again.out().contains("duality simulate --replay " + replay), again.out());
            String now = Files.readString(log);
            assertEquals(format.equals("text") && !before.isEmpty(), now.equals(before));
            before = now;
        }
    }

    /// Before the play, which may take long and may not fail.
    @Test
    void aFileOfARunIsRefusedWhetherOrNotThereIsSomethingToShrink() throws IOException {
        Path run = Files.writeString(folder.resolve("run.json"), "{}");

        Done done = duality(("simulate -w counter --set operations=20 --shrink " + run).split(" "));

        assertEquals(ExitCodes.USAGE, done.exit(), done.out());
        assertTrue(done.err().contains("--shrink is '" + run + "', which belongs to a run"), done.err());
        assertEquals("{}", Files.readString(run));
    }

    @Test
    void anExplorationEndsWithItsTable() {
        Done done = duality("simulate", "--explore", "10m", "--seeds", "3", "-w", "counter,echo", "--out", folder + "");

        assertEquals(ExitCodes.DONE, done.exit(), done.out() + done.err());
        assertTrue(done.out().matches("(?s).*counter plain +3 .*echo plain +3 .*"), done.out());
    }

    @Test
    void anExplorationThatFindsAFailureShrinksItAndGoesOnWithTheOthers() throws IOException {
        Done done = duality(("simulate --explore 10m --seeds 3 -w counter,echo --anyway --set loss=0.3 --out " + folder)
                .split(" "));

        assertEquals(ExitCodes.FAILED, done.exit(), done.out() + done.err());
        assertEquals(
                2, done.out().lines().filter(line -> line.startsWith("FAILED")).count(), done.out());
        assertEquals(
                2, done.out().lines().filter(line -> line.startsWith("SHRUNK")).count(), done.out());
        for (String file : names(folder)) {
            assertEquals(
                    ExitCodes.FAILED,
                    duality("simulate", "--replay", folder.resolve(file) + "").exit());
        }
        assertEquals(2, names(folder).size());
    }
}
