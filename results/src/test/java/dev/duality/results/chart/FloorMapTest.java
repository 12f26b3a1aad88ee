// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.FloorProbes;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.finding.Findings;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/// The floor by pairs of cores, and how a row's times are spread.
class FloorMapTest {
    private static final Cell LOCK = Samples.cell("counter", "shm:lock", 2, 0);

    private static Findings findings(Run run) {
        return Findings.of(run, _ -> new Histogram(3));
    }

    @Test
    void eachPairHasItsFloorTheLowerProcessorFirst() {
        List<Chart> charts = new Charts(ChartSamples.floors()).floors().charts();

        assertEquals(1, charts.size());
        List<Chart.Pair> pairs = ((Chart.Floors) charts.getFirst()).pairs();
        assertEquals(
                List.of(
                        List.of("cpus 0 and 1", "54 ns, row 0, measured 2 x"),
                        List.of("cpus 0 and 2", "210 ns, row 0, measured 1 x"),
                        List.of("cpus 1 and 3", "154 ns, beside 6 loads"),
                        List.of("cpus 2 and 3", "55 ns, row 0, measured 1 x")),
                pairs.stream().map(Chart.Pair::said).toList());
    }

    @Test
    void ofOnePairThereIsNoMap() {
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCK)), 200, 205, 202);

        assertEquals(List.of(), new Charts(findings(run)).floors().charts());
    }

    /// The move is between no two cores that one could name.
    @Test
    void aLoadDuringWhichTheMachineMovedTellsNoFloor() {
        Run run = Samples.withFloors(Samples.run(4, List.of(LOCK)), 200, 205, 202);
        Optional<FloorProbes> moved = Optional.of(new FloorProbes(200, 400));
        run = run.with(Samples.record(
                LOCK,
                1,
                new Outcome.Measured(
                        List.of(2, 3),
                        Optional.of(Samples.closed(1e6, 2, Samples.usage(), moved)),
                        List.of(),
                        Optional.empty())));

        assertEquals(List.of(), new Charts(findings(run)).floors().charts());
    }

    /// Six forks of two iterations, three of them half as quick again: two humps, near 500 and near 333 ns.
    @Test
    void twoWaysInWhichAKernelRunsAreTwoHumps() {
        Findings findings = ChartSamples.floors();

        Chart.Density density = Densities.of(
                        findings, findings.workloads().getFirst().rows().getFirst())
                .orElseThrow();

        assertEquals("Density of 12 iterations of 6 forks", density.title());
        assertEquals(6, density.forks().size());
        double[] high = density.density().stream().mapToDouble(Chart.Point::y).toArray();
        long humps = java.util.stream.IntStream.range(1, high.length - 1)
                .filter(i -> high[i] > high[i - 1] && high[i] >= high[i + 1])
                .count();
        assertEquals(2, humps, density.toString());
        double least = density.density().getFirst().x();
        assertTrue(least >= 0 && least < 333 && density.density().getLast().x() > 500, density.toString());
    }

    @Test
    void ofTooFewIterationsAndOfOneTimeThereIsNoDensity() {
        for (double[] forks : List.of(new double[] {1e6, 2e6, 3e6}, new double[] {1e6, 1e6, 1e6, 1e6, 1e6, 1e6})) {
            Findings findings = findings(Samples.withForks(Samples.run(2, List.of(LOCK)), LOCK, forks));

            assertEquals(
                    Optional.empty(),
                    Densities.of(
                            findings, findings.workloads().getFirst().rows().getFirst()));
        }
    }
}
