// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.cache.UncalledClients;
import dev.duality.simulation.loadboard.RecordsCast.Form;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordsCastTest {
    private static final int CLIENTS = 4;
    private static final long SECOND = 1_000_000_000;

    /// Picks the record that was updated last.
    private static final class Newest implements RecordsCast.Board {
        private final long[] stamps = new long[CLIENTS];
        private int newest = RecordsCast.NOBODY;

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
    private static final class Unseeing implements RecordsCast.Onlooker {
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

    private static RecordsCast.Plan plan() {
        return new RecordsCast.Plan(2, 400, 256, 8, 0, 300, 128, SECOND, 2 * SECOND, 1, 1);
    }

    private static RecordsMeter meter(RecordsCast cast, Optional<String> expected) {
        RecordsMeter meter = cast.meter();
        Simulation simulation =
                new Simulation(cast.nodes(), Network.PERFECT, 1, RecordsCast.BLOCK_BYTES).observe(meter);
        simulation.start();
        while (!cast.finished() && cast.violation().isEmpty()) {
            assertTrue(simulation.step(), "nothing is left to happen");
        }
        assertEquals(
                expected.isPresent(),
                cast.violation().or(cast::violationAtEnd).isPresent(),
                () -> cast.violation().toString());
        expected.ifPresent(line -> assertTrue(
                cast.violation().orElse("").matches(line),
                () -> cast.violation().toString()));
        return meter;
    }

    private static RecordsCast cast(Form form) {
        return new RecordsCast(form, plan(), CLIENTS + 1, Newest::new, new Unseeing());
    }

    @Test
    void anUpdateOfAProcessIsARequestWithTheRecordAndAPickIsOne() {
        RecordsCast cast = cast(Form.SERVER);

        RecordsMeter meter = meter(cast, Optional.empty());

        long updates = cast.count("updates");
        long picks = cast.count("picks");
        assertEquals(2 * (updates + picks), meter.messages());
        assertEquals(2 * Network.HEADER_BYTES * (updates + picks) + 128 * updates, meter.bytes());
        assertEquals(0, meter.reads());
    }

    @Test
    void aPickFromAFileReadsAllRecordsThatAreNotItsOwnToCache() {
        RecordsCast cast = cast(Form.FILE);

        RecordsMeter meter = meter(cast, Optional.empty());

        assertTrue(meter.reads() > 0.9 * CLIENTS * cast.count("picks"), () -> "reads " + meter.reads());
    }

    @Test
    void aServerThatLetsAHostCacheItsRecordIsFoundOut() {
        RecordsCast cast =
                new RecordsCast(Form.FILE, plan(), CLIENTS + 1, Newest::new, new Unseeing(), UncalledClients::new);

        meter(cast, Optional.of("client \\d drops \\d dirty blocks of file 4[0-9a-f]+"));
    }
}
