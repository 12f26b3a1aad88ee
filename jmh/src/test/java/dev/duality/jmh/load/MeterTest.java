// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.jmh.machine.usage.ProcessMeter;
import dev.duality.results.Figure;
import dev.duality.workloads.ShownCount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final List<ShownCount> SHOWN = List.of(new ShownCount("found", "found at once", false));

    private static Meter.Interval interval(Map<String, Long> counts, long operations) {
        ProcessMeter process = new ProcessMeter();
        process.start();
        return new Meter.Interval(process.stop(), counts, operations);
    }

    @Test
    void aWorkloadSaysWhichCountsAreShownAndTheOthersArePerOperation() {
        List<Meter.Interval> intervals =
                List.of(interval(Map.of("found", 10L, "hits", 5L), 40), interval(Map.of("found", 20L), 20));

        assertEquals(
                List.of(Figure.shown("found at once", 50, "%"), Figure.perOp("hits", 5 / 60.0)),
                Meter.usage(SHOWN, intervals).figures());
    }

    @Test
    void whatAnotherIntervalCountedIsOfItsOperations() {
        assertEquals(
                List.of(Figure.shown("found at once", 75, "%")),
                Meter.usage(SHOWN, interval(Map.of("found", 1L), 1), interval(Map.of("found", 3L), 4))
                        .figures());
    }
}
