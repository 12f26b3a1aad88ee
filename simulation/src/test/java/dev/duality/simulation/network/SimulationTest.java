// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Node;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    private static final int NODES = 6;
    private static final int PAYLOAD = 100;
    private static final Network ROUGH = new Network(Delay.normal(100_000, 60_000), 0.05, 0.03, 0.04, 2_000);
    private static final NodeFaults MISHAPS = new NodeFaults(2, 2, 2, 400_000, 300_000);

    private static List<Node> gossip() {
        return Gossip.nodes(NODES, PAYLOAD, 60);
    }

    private static Simulation rough(long seed) {
        return new Simulation(gossip(), ROUGH, seed, PAYLOAD)
                .plan(MISHAPS.draw(seed, NODES))
                .restartWith(node -> new Gossip(node, NODES, PAYLOAD, 60))
                .record();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -4, Long.MAX_VALUE})
    void theSameSeedGivesTheSameRunAndAnotherSeedAnother(long seed) {
        List<String> once = Lines.of(rough(seed));

        assertTrue(once.size() > 500, "only " + once.size());
        assertEquals(once, Lines.of(rough(seed)));
        assertNotEquals(once, Lines.of(rough(seed + 1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theScheduleOfARunReplaysIt(long seed) {
        Simulation original = rough(seed);
        List<String> log = Lines.of(original);
        Schedule schedule = Schedule.parse(original.schedule().lines());
        Simulation replay = new Simulation(gossip(), ROUGH, seed, PAYLOAD)
                .follow(schedule)
                .restartWith(node -> new Gossip(node, NODES, PAYLOAD, 60))
                .record();

        assertEquals(log, Lines.of(replay));
        assertEquals(original.schedule(), replay.schedule());
        assertEquals(original.traffic(), replay.traffic());
    }
}
