// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.machine.usage.ProcessAccount;
import dev.duality.jmh.machine.usage.ProcessMeter;
import dev.duality.results.Figure;
import dev.duality.workloads.ShownCount;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final List<ShownCount> SHOWN = List.of(new ShownCount("found", "found at once", false));

    private static Meter.Metered interval(Map<String, Long> counts, long operations) {
        ProcessMeter process = new ProcessMeter();
        process.start();
        return new Meter.Metered(process.stop(), counts, operations, false, OptionalLong.empty());
    }

    @Test
    void aWorkloadSaysWhichCountsAreShownAndTheOthersArePerOperation() {
        List<Meter.Metered> intervals =
                List.of(interval(Map.of("found", 10L, "hits", 5L), 40), interval(Map.of("found", 20L), 20));

        assertEquals(
                List.of(Figure.shown("found at once", 50, "%"), Figure.perOp("hits", 5 / 60.0)),
                Meter.usage(SHOWN, intervals).figures());
    }

    @Test
    void aRowTellsItsCollectionsWhereItsCollectorWasNamedAndTheNeighboursSpeedWhereThereIsOne() {
        ProcessAccount account = new ProcessAccount(
                1_000_000_000,
                OptionalLong.empty(),
                OptionalLong.empty(),
                new ProcessAccount.Collections(9, 3, 2, 150),
                new ProcessAccount.Scheduling(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
                new ProcessAccount.Interference(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty()));
        Meter.Metered plain = new Meter.Metered(account, Map.of(), 10, false, OptionalLong.empty());
        Meter.Metered full = new Meter.Metered(account, Map.of(), 10, true, OptionalLong.of(6_000_000_000L));

        assertEquals(List.of(), Meter.usage(SHOWN, List.of(plain, plain)).figures());
        assertEquals(
                List.of(
                        Figure.shown(Figure.COLLECTIONS, 4, ""),
                        Figure.shown(Figure.COLLECTING, 300, "ms"),
                        Figure.shown(Figure.NEIGHBOUR, 6, "GB/s")),
                Meter.usage(SHOWN, List.of(full, full)).figures());
        assertEquals(
                OptionalDouble.of(6), Meter.usage(SHOWN, List.of(full, full)).gcMillis());
    }

    /// The readings go backwards, by far more than any process takes, so that what is taken out of the row shows
    /// without a clock: less than nothing is.
    @Test
    void theNeighboursProcessorTimeBetweenBothReadingsIsTakenOutOfTheRows() {
        long hours = 3_600_000_000_000L;
        Iterator<StreamingNeighbour.Reading> readings = List.of(
                        new StreamingNeighbour.Reading(1_000, 9 * hours),
                        new StreamingNeighbour.Reading(4_000, 2 * hours))
                .iterator();
        Meter meter = new Meter(false, Optional.of(readings::next));

        meter.startPlain();
        meter.stopPlain(1);

        long nanos = meter.take().account().cpuNanos().orElseThrow();
        assertTrue(nanos >= 7 * hours && nanos < 8 * hours, () -> nanos + " ns");
        assertEquals(OptionalLong.of(3_000), meter.take().copied());
    }

    @Test
    void processorTimeOfOthersIsTakenOutAndNeverMoreThanThereWas() {
        ProcessAccount account = interval(Map.of(), 1).account();
        long nanos = account.cpuNanos().orElseThrow();

        assertEquals(OptionalLong.of(nanos + 5), account.without(-5).cpuNanos());
        assertEquals(OptionalLong.of(0), account.without(nanos + 5).cpuNanos());
    }

    @Test
    void whatAnotherIntervalCountedIsOfItsOperations() {
        assertEquals(
                List.of(Figure.shown("found at once", 75, "%")),
                Meter.usage(SHOWN, interval(Map.of("found", 1L), 1), interval(Map.of("found", 3L), 4))
                        .figures());
    }
}
