// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.Cell;
import dev.duality.results.Outcome;
import dev.duality.results.ParameterValue;
import dev.duality.results.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The one plain thread beside jobs of several placements.
class PlainPlacementTest extends SketchedRun {
    private static final Map<String, ParameterValue> THREADS = Map.of();
    private static final Map<String, ParameterValue> PROCESSES =
            Map.of(Cell.PLACEMENT, new ParameterValue("processes", ""));

    private static Outcome.Measured job(double seconds) {
        return new Outcome.Measured(
                List.of(0, 1), Optional.empty(), List.of(), Optional.of(Samples.job(1_000, seconds)));
    }

    private double speedup(String substrate) {
        return row(substrate).job().orElseThrow().speedup().orElseThrow().value();
    }

    @Test
    void aJobBetweenProcessesHasThePlainThreadOfTheRun() {
        plan.put(cell("shm:near").shape(2, 0).make(), job(2));
        plan.put(cell("shm:far").shape(2, 0).parameters(PROCESSES).make(), job(4));
        plan.put(Samples.plain("counter", THREADS), job(6));

        assertEquals(3, speedup("shm:near"), 1e-9);
        assertEquals(1.5, speedup("shm:far"), 1e-9);
    }

    /// As runs had them once.
    @Test
    void whereEachPlacementHasAPlainThreadAJobHasItsOwn() {
        plan.put(cell("shm:near").shape(2, 0).make(), job(2));
        plan.put(cell("shm:far").shape(2, 0).parameters(PROCESSES).make(), job(4));
        plan.put(Samples.plain("counter", THREADS), job(6));
        plan.put(Samples.plain("counter", "counter/plain/processes", PROCESSES), job(8));

        assertEquals(3, speedup("shm:near"), 1e-9);
        assertEquals(2, speedup("shm:far"), 1e-9);
    }

    @Test
    void aPlainThreadOfOtherParametersIsNone() {
        plan.put(cell("shm:far").shape(2, 0).parameters(PROCESSES).make(), job(4));
        plan.put(Samples.plain("counter", Map.of("buckets", new ParameterValue("12", ""))), job(6));

        assertEquals(Optional.empty(), row("shm:far").job().orElseThrow().speedup());
    }
}
