// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import static dev.duality.simulation.migration.MigrationProtocolTest.LONG_NANOS;
import static dev.duality.simulation.migration.MigrationProtocolTest.MILLISECOND;
import static dev.duality.simulation.migration.MigrationProtocolTest.NETWORK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.network.Observer;
import dev.duality.simulation.network.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Processes that go on from host to host leave nothing behind.
class HopsTest {
    /// Keeps what it has sent away, and sends it again and again.
    private static final class Hoarder extends HostNode {
        Hoarder(MigrationProtocol.Plan plan, int self, HomeRegistry homes, MigrationChecker checker) {
            super(plan, self, homes, checker);
        }

        @Override
        void took(int process, long generation) {
            // goes on to keep it
        }
    }

    @Test
    void aPlayInWhichAHostKeepsWhatHasLeftItDoesNotEnd() {
        MigrationDeployment deployment = new MigrationDeployment(
                MigrationProtocolTest.plan(1), Hoarder::new, HomeRegistry::new, MigrationServer::new);

        assertEquals(Optional.empty(), MigrationProtocolTest.play(deployment, NETWORK, List.of(), 1));
        assertFalse(deployment.finished());
        assertEquals(12, deployment.counts().get("done"));
    }

    /// A process goes from its home to host 1 and on to host 2: whoever has lent it a host is not asked for anything
    /// again, and passes nothing on.
    @Test
    void nothingGoesByWayOfAHostThatAProcessHasLeft() {
        MigrationProtocol.Plan hops = new MigrationProtocol.Plan(
                new Program.Rounds(50, MILLISECOND, true, 3),
                3,
                1,
                0,
                4096,
                new MigrationProtocol.Plan.Times(0, 20 * MILLISECOND, 0, 100 * MILLISECOND, LONG_NANOS),
                1);
        MigrationDeployment deployment = new MigrationDeployment(hops);
        List<String> heard = new ArrayList<>();
        Simulation simulation = new Simulation(deployment.nodes(), NETWORK, 1, Resident.BYTES + 4096)
                .observe((what, _, node, _, _, message) -> {
                    if (what == Observer.What.RECEIVED && node == 1) {
                        heard.add(message.kind() == MigrationKinds.TOOK ? "left" : "kind " + message.kind());
                    }
                });
        simulation.start();
        while (!deployment.finished()) {
            assertTrue(simulation.step());
        }

        assertEquals(1, deployment.counts().get("hops"));
        assertEquals(3 + 50 + 50, deployment.counts().get("steps"));
        assertEquals(List.of("left"), heard.subList(heard.indexOf("left"), heard.size()));
    }
}
