// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.cache.RecordsCast.Form;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordsCastTest {
    private static final int CLIENTS = 4;

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
        return new RecordsCast.Plan(2, 400, 256, 8, 0, 300, 128, Terms.SECOND, 2 * Terms.SECOND, 1, 1);
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

    /// Grants opens without calling anybody back.
    private static final class SkipsCallBacks extends RecordsCast {
        SkipsCallBacks() {
            super(Form.FILE, plan(), CLIENTS + 1, Newest::new, new Unseeing());
        }

        @Override
        CacheServer server(Terms terms, Disk disk, Oracle oracle, ServerCounts counts) {
            return new Server(terms, disk, oracle, counts) {
                @Override
                List<CallBack> callBacks(Disk.Entry file, int client, boolean write) {
                    return List.of();
                }
            };
        }
    }

    @Test
    void aServerThatLetsAHostCacheItsRecordIsFoundOut() {
        meter(new SkipsCallBacks(), Optional.of("client \\d drops \\d dirty blocks of file 4[0-9a-f]+"));
    }
}
