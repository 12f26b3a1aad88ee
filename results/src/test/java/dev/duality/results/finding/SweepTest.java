// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Lines of rows that differ in one number. That of touches of a page is in [PageCostsTest].
class SweepTest {
    private static void add(Planted planted, String substrate, String waits, double nanos) {
        planted.add("rpc", substrate, 1, 1, waits, 0, Map.of(), nanos, nanos, nanos);
    }

    /// A wait that does not say has the usual two, and other kinds of waits are other charts.
    @Test
    void rowsThatDifferInThePausesOfTheirWaitAreALineOverThePauses() {
        Planted planted = new Planted();
        for (String substrate : List.of("shm:mailbox", "messaging:ring")) {
            add(planted, substrate, "pause:16", 160);
            add(planted, substrate, "pause", 125);
            add(planted, substrate, "pause:1", 100);
            add(planted, substrate, "spin", 100);
            add(planted, substrate, "park", 130);
            add(planted, substrate, "park:16", 170);
        }

        List<Sweep> sweeps = planted.findings(50).sweeps();

        assertEquals(1, sweeps.size());
        assertEquals(Sweep.Axis.PAUSES, sweeps.getFirst().axis());
        assertEquals(2, sweeps.getFirst().lines().size());
        for (Sweep.Line line : sweeps.getFirst().lines()) {
            assertEquals(
                    List.of(1.0, 2.0, 16.0),
                    line.points().stream().map(Sweep.Point::at).toList());
            assertEquals(
                    List.of(100.0, 125.0, 160.0),
                    line.points().stream().map(Sweep.Point::nanosPerOp).toList());
        }
    }

    /// A run may come from anybody.
    @Test
    void whatStandsBehindAColonAndIsNoNumberIsNoPlace() {
        Planted planted = new Planted();
        add(planted, "shm:mailbox", "pause:1", 100);
        add(planted, "shm:mailbox", "pause:2", 110);
        add(planted, "shm:mailbox", "pause:many", 120);

        assertEquals(List.of(), planted.findings(50).sweeps());
    }
}
