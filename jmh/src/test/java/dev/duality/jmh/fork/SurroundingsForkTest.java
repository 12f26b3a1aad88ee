// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.cell.Collector;
import dev.duality.jmh.load.LoadShape;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.FixedJob;
import dev.duality.results.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Forks with collectors and neighbours of their own.
class SurroundingsForkTest {
    private static ForkReport report(ForkOrder order) throws InterruptedException {
        try (Forker forker = new Forker(System.getProperty("java.class.path"), List.of(), Forker.Patience.LONG)) {
            return forker.run(order).report();
        }
    }

    private static ClosedLoop closed(String cell) throws InterruptedException {
        ForkReport report = report(new ForkOrder.Kernel(
                CellSpec.parse(cell),
                100,
                new ClosedLoad.Times(1, 200, 1, 200, false),
                new ForkOrder.Open(LoadShape.STEADY, List.of(), List.of(), 1, 0),
                0));
        return ((ForkReport.Measured) report).attempts().getFirst().closed().orElseThrow();
    }

    private static Map<String, Double> figures(Usage usage) {
        return usage.figures().stream().collect(Collectors.toMap(Figure::name, Figure::value));
    }

    /// A fork that has another fails, and says which.
    @ParameterizedTest
    @ValueSource(strings = {"zgc", "parallel", "serial"})
    void aForkHasTheCollectorThatItsCellNamesAndTellsItsCollections(String collector) throws InterruptedException {
        Map<String, Double> figures = figures(closed("workload=counter;on=shm:lockfree;collector=" + collector)
                .usage());

        assertTrue(figures.keySet().containsAll(List.of(Figure.COLLECTIONS, Figure.COLLECTING)), figures::toString);
    }

    @Test
    void aCellWhoseCollectorIsNotThatOfItsJvmIsNotMeasured() {
        Collector other = Collector.ofThisJvm().equals(Optional.of(Collector.SERIAL)) ? Collector.G1 : Collector.SERIAL;
        ForkOrder.Plain order = new ForkOrder.Plain(
                CellSpec.parse("workload=counter;on=plain:specification;collector=" + other.label()));

        assertEquals(
                "the collector is %s, but this JVM has %s; start it with %s"
                        .formatted(
                                other.label(),
                                Collector.ofThisJvm().orElseThrow().label(),
                                other.flag()),
                assertThrows(RuntimeException.class, () -> ForkMain.answer(order, Spare.NONE, Path.of("unused.json")))
                        .getMessage());
    }

    @Test
    void aRowWhoseCollectorNobodyNamedTellsNothingOfItNorOfNeighbours() throws InterruptedException {
        Map<String, Double> figures =
                figures(closed("workload=counter;on=shm:lockfree").usage());

        assertFalse(figures.containsKey(Figure.COLLECTIONS), figures::toString);
        assertFalse(figures.containsKey(Figure.NEIGHBOUR), figures::toString);
    }

    @Test
    void freshMessagesAreBytesOfAnOperationAndThoseUsedAgainAreNot() throws InterruptedException {
        String rpc = "workload=rpc;wait=yield;window=16;set=command=echo;on=messaging:jctools-spsc";

        double fresh = closed(rpc + "-fresh").usage().bytesPerOp().orElseThrow();
        double reused = closed(rpc).usage().bytesPerOp().orElseThrow();

        assertTrue(fresh > 2 * 64, () -> fresh + " B/op"); // a call and its reply, each with its payload
        assertTrue(reused < fresh / 4, () -> reused + " B/op");
    }

    @Test
    void aNeighbourCopiesWhileARowOfOneThreadIsMeasuredAndSoIsT1() throws InterruptedException {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "a neighbour has a core of its own");

        double beside = figures(closed("workload=counter;on=shm:lockfree;neighbour=stream")
                        .usage())
                .get(Figure.NEIGHBOUR);
        ForkReport.Measured plain = (ForkReport.Measured)
                report(new ForkOrder.Plain(CellSpec.parse("workload=counter;on=plain:specification;neighbour=stream")));
        FixedJob job = plain.attempts().getFirst().job().orElseThrow();

        assertTrue(beside > 0, () -> beside + " GB/s");
        assertTrue(
                figures(job.usage()).get(Figure.NEIGHBOUR) > 0,
                () -> job.usage().toString());
    }
}
