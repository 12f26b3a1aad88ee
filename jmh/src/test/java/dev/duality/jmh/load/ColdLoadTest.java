// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.Usage;
import dev.duality.workloads.Side;
import dev.duality.workloads.derived.DerivedSides;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColdLoadTest {
    private static ClosedLoop loop(List<Double> nanosPerOp, int workers) {
        return ColdLoad.loop(
                nanosPerOp.stream().map(nanos -> workers * 1e9 / nanos).toList(), workers, Usage.unknown(1));
    }

    private static Map<String, Double> figures(ClosedLoop loop) {
        return loop.usage().figures().stream().collect(Collectors.toMap(Figure::name, Figure::value));
    }

    /// Stretches of 1, 1, 2, 4, 8 and 16 operations: 8 were done before the one that took 105 for each.
    @Test
    void theSteadyStateIsOfTheLastTwoStretchesAndWhatWasDoneBeforeATenthOfItIsTold() {
        for (int workers : List.of(1, 3)) {
            ClosedLoop loop = loop(List.of(50_000.0, 900.0, 400.0, 112.0, 105.0, 100.0), workers);

            assertEquals((8 * 105 + 16 * 100) / 24.0, loop.nanosPerOp(), 1e-6);
            assertEquals(workers * 1e9 / loop.nanosPerOp(), loop.opsPerSecond(), 1e-3);
            assertEquals(4, loop.warmups().size());
            assertEquals(2, loop.iterations().size());
            assertEquals(50, figures(loop).get(Figure.FIRST_OPERATION), 1e-9);
            assertEquals(8, figures(loop).get(Figure.UNTIL_STEADY));
        }
    }

    @Test
    void aStretchThatWasQuickByChanceIsNotTheSteadyState() {
        ClosedLoop loop = loop(List.of(90.0, 900.0, 400.0, 90.0, 300.0, 105.0, 100.0), 1);

        assertEquals(16, figures(loop).get(Figure.UNTIL_STEADY));
    }

    @Test
    void whatIsSteadyFromTheFirstOperationOnTookNone() {
        assertEquals(0, figures(loop(List.of(100.0, 100.0, 100.0, 100.0), 1)).get(Figure.UNTIL_STEADY));
    }

    @Test
    void aStretchThatNotAllWorkersHaveDoneIsNone() {
        assertEquals(
                List.of(1 / 0.5 + 1 / 0.25, 1 / 0.1 + 1 / 0.1, 2 / 0.1 + 2 / 0.2),
                ColdLoad.scores(List.of(List.of(0.5, 0.1, 0.1, 0.1), List.of(0.25, 0.1, 0.2))));
    }

    /// The next stretch takes as long as all before it.
    @Test
    void noStretchBeginsInTheSecondHalfOfTheTimeUnlessThereAreTooFew() {
        assertFalse(ColdLoad.ends(20, 50, 100));
        assertTrue(ColdLoad.ends(20, 51, 100));
        assertFalse(ColdLoad.ends(13, 150, 100));
        assertTrue(ColdLoad.ends(13, 151, 100));
        assertFalse(ColdLoad.ends(3, 1_000, 100));
    }

    @ParameterizedTest
    @CsvSource({"counter, shm:lockfree, 2", "cache, messaging:ring, 1"})
    void itsOperationsAreVerifiedAfterwardsAndItsStretchesAreThere(String workload, String on, int workers) {
        KernelFixture fixture = KernelFixture.of(
                CellSpec.parse("workload=%s;on=%s;wait=yield;workers=%d".formatted(workload, on, workers)));

        ClosedLoop loop = ColdLoad.run(fixture, 1).loop();

        assertTrue(loop.warmups().size() >= 2, loop::toString);
        assertTrue(figures(loop).containsKey(Figure.UNTIL_STEADY), loop::toString);
    }

    @Test
    void whatIsWrongHasNoFigures() {
        KernelFixture fixture = KernelFixture.of(CellSpec.parse(
                "workload=rpc;on=messaging:ring;wait=yield;set=command=echo\\;payload=100\\;operations=2500"));
        Side corrupting = DerivedSides.of(fixture.workload(), List.of(new Unreliable(Unreliable.Fault.CORRUPTS, 3)))
                .getLast();
        KernelFixture wrong = new KernelFixture(fixture.workload(), corrupting, fixture.setting());

        assertThrows(LoadCheck.WrongAnswers.class, () -> ColdLoad.run(wrong, 1));
    }
}
