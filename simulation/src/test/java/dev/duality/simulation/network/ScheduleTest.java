// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @Test
    void aScheduleIsTheSameAfterItWasText() {
        Schedule schedule = new Schedule(List.of(
                new Fault.Lost(17),
                new Fault.Doubled(30),
                new Fault.Delayed(40, 1, 300_000),
                new Fault.Crash(2, 5, 7),
                new Fault.Crash(3, 5, Long.MAX_VALUE),
                new Fault.Pause(3, 100, 300),
                new Fault.Partition(NodeSet.of(0, 3, 4, 5, 9), 100, 300)));

        assertEquals(
                List.of(
                        "lost 17",
                        "doubled 30",
                        "delayed 40 copy 1 by 300000",
                        "crash 2 at 5 restart 7",
                        "crash 3 at 5 restart never",
                        "pause 3 at 100 until 300",
                        "partition 0,3-5,9 at 100 until 300"),
                schedule.lines());
        assertEquals(schedule, Schedule.parse(schedule.lines()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lost",
                "lost -1",
                "lost 99999999999999999999",
                "delayed 1 copy 2 by 5",
                "crash 2 at 5",
                "crash 2 at 5 restart 5",
                "pause 1 at 9 until 3",
                "partition 5-3 at 1 until 2",
                "partition ,1 at 1 until 2",
                "partition 1-70000 at 1 until 2",
                "lost 1; lost 2"
            })
    void aLineThatIsNoFaultIsNamed(String line) {
        String message = assertThrows(IllegalArgumentException.class, () -> Schedule.parse(List.of("lost 3", line)))
                .getMessage();

        assertTrue(message.contains("'" + line + "'"), message);
    }

    @Test
    void faultsOfNodesAreDrawnFromTheSeedWithinTheirBounds() {
        NodeFaults faults = new NodeFaults(20, 20, 20, 1_000, 50);
        List<Fault> drawn = faults.draw(4, 5);

        assertEquals(60, drawn.size());
        assertEquals(drawn, faults.draw(4, 5));
        assertFalse(drawn.equals(faults.draw(5, 5)));
        for (Fault fault : drawn) {
            switch (fault) {
                case Fault.Crash(int node, long nanos, long restart) -> within(node, nanos, restart);
                case Fault.Pause(int node, long nanos, long until) -> within(node, nanos, until);
                case Fault.Partition(NodeSet group, long nanos, long until) -> {
                    within(group.end() - 1, nanos, until);
                    long members = IntStream.range(0, 5).filter(group::contains).count();
                    assertTrue(members > 0 && members < 5, group.toString());
                }
                case Fault.Lost _, Fault.Doubled _, Fault.Delayed _ -> throw new AssertionError(fault);
            }
        }
        assertEquals(40, faults.draw(4, 1).size(), "one node cannot be parted from itself");
    }

    private static void within(int node, long nanos, long until) {
        assertTrue(node >= 0 && node < 5 && nanos >= 0 && nanos < 1_000 && until > nanos && until <= nanos + 50);
    }

    @Test
    void aPlanThatNamesNoNodeIsRefused() {
        Simulation simulation =
                new Simulation(Gossip.nodes(3, 0, 1), Network.PERFECT, 1, 0).plan(List.of(new Fault.Pause(3, 1, 2)));
        assertThrows(IllegalArgumentException.class, simulation::start);

        Simulation unready =
                new Simulation(Gossip.nodes(3, 0, 1), Network.PERFECT, 1, 0).plan(List.of(new Fault.Crash(1, 1, 2)));
        assertThrows(IllegalStateException.class, unready::start, "nobody says what restarts");
    }
}
