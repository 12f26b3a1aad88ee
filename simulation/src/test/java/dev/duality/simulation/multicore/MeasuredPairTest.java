// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Run;
import dev.duality.results.folder.RunFolder;
import dev.duality.simulation.prediction.Prediction;
import dev.duality.workloads.catalog.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A published run of two cores, which met two machines: its rows are held against machines that are calibrated from
/// its floors.
class MeasuredPairTest {
    private static final Path PUBLISHED = Path.of("..", "results", "published", "amd-epyc-jdk25.0.3-2026-11-28");

    private static Run run;
    private static List<MeasuredPair> pairs;

    @BeforeAll
    static void calibrate() {
        run = RunFolder.open(PUBLISHED).run();
        pairs = MeasuredPair.of(run);
    }

    private static double roundTripNanos(MeasuredPair pair, int words) {
        return new PublishedPrograms(pair.machine()).pingPong(1, words)
                * pair.machine().times().cycle()
                / 1_000;
    }

    @Test
    void eachRegimeIsAMachineWithItsFloor() {
        assertEquals(
                List.of("this-near", "this-far"),
                pairs.stream().map(pair -> pair.machine().name()).toList());
        for (MeasuredPair pair : pairs) {
            double floor = pair.regime().floorNanos();
            assertEquals(
                    floor, roundTripNanos(pair, 1), 0.03 * floor, pair.machine().name());
        }
    }

    /// Measured, with pauses: 2.1 x near, and 1.2 x far, where no reader takes a line over.
    @Test
    void twoWordsTakeTwiceAsLongAsOneWhereAReaderTakesTheLineOver() {
        double near = roundTripNanos(pairs.getFirst(), 2) / roundTripNanos(pairs.getFirst(), 1);
        double far = roundTripNanos(pairs.getLast(), 2) / roundTripNanos(pairs.getLast(), 1);
        assertTrue(near > 1.8 && near < 2.8, "near: " + near);
        assertTrue(far > 0.7 && far < 1.3, "far: " + far);
    }

    /// The error is what docs/multicore.md says of it, to the percent: half of the rows lie within a quarter.
    @Test
    void otherRowsOfTheRunArePredicted() {
        Catalog catalog = Catalog.load(MeasuredPairTest.class.getClassLoader());
        Map<String, List<Prediction>> regimes =
                PairPredictions.of(run, pairs, catalog.workloads(), catalog.transports());
        List<Prediction> all = regimes.values().stream().flatMap(List::stream).toList();
        assertEquals(0.17, Prediction.medianError(regimes.get("this-near")), 0.005);
        assertEquals(0.13, Prediction.medianError(regimes.get("this-far")), 0.005);
        for (String row : List.of(
                "counter/shm:lockfree/w2",
                "counter/shm:lock-mcs/w2",
                "counter/shm:delegation/w1",
                "counter/messaging:ring/w1/x16",
                "rpc/shm:mailbox/w1",
                "lines/shm:seqlock/w2",
                "mutex/shm:bakery/w2")) {
            assertEquals(2, all.stream().filter(one -> one.cell().equals(row)).count(), row);
        }
        assertTrue(
                all.stream().noneMatch(one -> one.cell().equals("counter/shm:lockfree/w1")),
                "what it was calibrated by is no prediction");
    }

    @Test
    void aRunThatDoesNotSayWhatItTakesIsRefused() {
        Run empty = new Run(
                run.schema(),
                run.id(),
                run.started(),
                run.finished(),
                run.status(),
                run.command(),
                run.preset(),
                run.seed(),
                run.commit(),
                run.machine(),
                run.jvm(),
                run.plan(),
                run.floors(),
                List.of());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> MeasuredPair.of(empty));
        assertTrue(refused.getMessage().contains("no load of the run has a floor"), refused.getMessage());
    }
}
