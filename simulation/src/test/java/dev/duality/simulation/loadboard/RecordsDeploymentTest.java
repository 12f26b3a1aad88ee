// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.cache.ConsistencyDeployment;
import dev.duality.simulation.cache.UncalledClients;
import dev.duality.simulation.loadboard.RecordsDeployment.Form;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordsDeploymentTest {
    private static final int CLIENTS = 4;
    private static final long SECOND = 1_000_000_000;

    /// Picks the record that was updated last.
    private static final class Newest implements RecordsDeployment.Board {
        private final long[] stamps = new long[CLIENTS];
        private int newest = RecordsDeployment.NOBODY;

        @Override
        public void update(int record, long stamp) {
            stamps[record] = stamp;
            newest = record;
        }

        @Override
        public int pick(int client) {
            return newest;
        }

        @Override
        public long stamp(int record) {
            return stamps[record];
        }
    }

    /// Believes everything.
    private static final class Unseeing implements RecordsDeployment.RecordsObserver {
        @Override
        public void updating(int client, long stamp) {}

        @Override
        public void updated(int client, long stamp) {}

        @Override
        public void picking(int user) {}

        @Override
        public void picked(int user, int record, long stamp) {}

        @Override
        public Optional<String> violation() {
            return Optional.empty();
        }
    }

    private static RecordsDeployment.Plan plan() {
        return new RecordsDeployment.Plan(
                new ConsistencyDeployment.Day(2, 400, 256, new ConsistencyDeployment.CommonFiles(8, 0), SECOND, 1, 1),
                300,
                128,
                2 * SECOND);
    }

    private static RecordsMeter meter(RecordsDeployment deployment, Optional<String> expected) {
        RecordsMeter meter = deployment.meter();
        Simulation simulation =
                new Simulation(deployment.nodes(), Network.PERFECT, 1, RecordsDeployment.BLOCK_BYTES).observe(meter);
        simulation.start();
        while (!deployment.finished() && deployment.violation().isEmpty()) {
            assertTrue(simulation.step(), "nothing is left to happen");
        }
        assertEquals(
                expected.isPresent(),
                deployment.violation().or(deployment::violationAtEnd).isPresent(),
                () -> deployment.violation().toString());
        expected.ifPresent(line -> assertTrue(
                deployment.violation().orElse("").matches(line),
                () -> deployment.violation().toString()));
        return meter;
    }

    private static RecordsDeployment deployment(Form form) {
        return new RecordsDeployment(form, plan(), CLIENTS + 1, Newest::new, new Unseeing());
    }

    @Test
    void anUpdateOfAProcessIsARequestWithTheRecordAndAPickIsOne() {
        RecordsDeployment deployment = deployment(Form.SERVER);

        RecordsMeter meter = meter(deployment, Optional.empty());

        long updates = deployment.count("updates");
        long picks = deployment.count("picks");
        assertEquals(2 * (updates + picks), meter.messages());
        assertEquals(2 * Network.HEADER_BYTES * (updates + picks) + 128 * updates, meter.bytes());
        assertEquals(0, meter.reads());
    }

    @Test
    void aPickFromAFileReadsAllRecordsThatAreNotItsOwnToCache() {
        RecordsDeployment deployment = deployment(Form.FILE);

        RecordsMeter meter = meter(deployment, Optional.empty());

        assertTrue(meter.reads() > 0.9 * CLIENTS * deployment.count("picks"), () -> "reads " + meter.reads());
    }

    @Test
    void aServerThatLetsAHostCacheItsRecordIsFoundOut() {
        RecordsDeployment deployment = new RecordsDeployment(
                Form.FILE, plan(), CLIENTS + 1, Newest::new, new Unseeing(), UncalledClients::new);

        meter(deployment, Optional.of("client \\d drops \\d dirty blocks of file 4[0-9a-f]+"));
    }
}
