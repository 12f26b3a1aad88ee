// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.FixedJob;
import dev.duality.results.Usage;
import dev.duality.workloads.ShownCount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForkMainTest {
    private static final List<ShownCount> SHOWN =
            List.of(new ShownCount("hits", "hit ratio", true), new ShownCount("waits", "waits", false));

    private static Usage counted(double hits, double waits) {
        return Usage.unknown(1)
                .withFigures(List.of(
                        Figure.shown("hit ratio", hits, "%"),
                        Figure.perOp("polls", hits),
                        Figure.shown("waits", waits, "%")));
    }

    @Test
    void aFigureOfTheFirstPassIsTheJobsAndTheOthersAreTheLoopsOwn() {
        ClosedLoop loop =
                new ClosedLoop(1, 1, List.of(), List.of(1.0), Optional.empty(), Optional.empty(), counted(99, 7));
        FixedJob job = new FixedJob(10, 3, 1, Optional.empty(), counted(40, 8));

        assertEquals(
                List.of(Figure.shown("hit ratio", 40, "%"), Figure.perOp("polls", 99), Figure.shown("waits", 7, "%")),
                ForkMain.withFirstPass(SHOWN, Optional.of(job), loop).usage().figures());
        assertEquals(loop, ForkMain.withFirstPass(SHOWN, Optional.empty(), loop));
    }
}
