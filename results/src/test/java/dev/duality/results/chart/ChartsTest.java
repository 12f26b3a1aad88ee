// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.RichRun;
import dev.duality.results.finding.ColdStartTest;
import dev.duality.results.finding.CollectorCostTest;
import dev.duality.results.finding.CrowdingTest;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.NeighbourCostTest;
import dev.duality.results.finding.WorkerSharesTest;
import dev.duality.results.laws.RunLaws;
import dev.duality.results.statistics.Ratio;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChartsTest {
    private static <T extends Chart> List<T> charts(Some some, Class<T> kind) {
        return some.charts().stream().map(kind::cast).toList();
    }

    @Test
    void aGapIsDrawnAsItWasFound() {
        Chart.Gap ring = charts(new Charts(ChartSamples.rich()).gaps(), Chart.Gaps.class)
                .getFirst()
                .gaps()
                .getFirst();

        assertEquals(RichRun.RING.id(), ring.row());
        assertEquals(2.879, ring.ratio().value(), 0.001);
        assertEquals(Ratio.Direction.GREATER, ring.direction());
        assertEquals(2.879, ring.ratio().low(), 0.001); // each round gave the same
        assertEquals(2.879, ring.ratio().high(), 0.001);
        assertEquals(6, ring.forks().size());
        ring.forks().forEach(fork -> assertEquals(2.879, fork, 0.001));
    }

    @Test
    void aLatencyCurveEndsWhereItsCountDoes() {
        Chart.Curve ring =
                charts(new Charts(ChartSamples.rich()).latencies(), Chart.Latency.class).getFirst().curves().stream()
                        .filter(curve -> curve.series().name().equals("messaging:ring 1+1"))
                        .findFirst()
                        .orElseThrow();

        assertEquals(0, ring.points().getFirst().x());
        assertEquals(99.9, ring.points().getLast().x(), 0.06); // 20,001 values in a fork
        assertEquals(120_006, ring.worst().orElseThrow().x());
        assertTrue(ring.worst().orElseThrow().y() >= 3_000_000);
    }

    /// Of each series that has one, its chart of laws.
    private static Map<String, Chart.Laws> laws() {
        Findings findings = ChartSamples.laws();
        Map<String, Chart.Laws> laws = new LinkedHashMap<>();
        charts(new Charts(findings).laws(RunLaws.of(findings, 100)), Chart.Laws.class)
                .forEach(chart -> laws.put(chart.measured().series().name(), chart));
        return laws;
    }

    @Test
    void amdahlsLawAndItsBoundAreDrawnAsTheyWereFound() {
        Chart.Laws table = laws().get("shm:table");
        List<Chart.Step> steps = table.measured().steps();

        assertEquals(6, steps.size());
        assertEquals(4, steps.get(3).n());
        assertEquals(11.0 / 5, steps.get(3).speedup().value(), 1e-9);
        assertTrue(steps.get(4).cores());
        assertFalse(steps.get(5).cores(), "16 workers on 8 cores");
        assertEquals(11.0 / 2.5, table.bound().orElseThrow().value(), 0.05);
        List<Chart.Point> amdahl = table.amdahl().orElseThrow().points();
        assertEquals(8, amdahl.size(), "it is drawn as far as it was fitted");
        for (int n = 1; n <= 8; n++) {
            assertEquals(n, amdahl.get(n - 1).x());
            assertEquals(11 / (2.5 + 10.0 / n), amdahl.get(n - 1).y(), 0.02);
        }
        assertTrue(table.peak().isEmpty(), "a serial part has none");
        assertEquals(5, steps.get(3).forks().size());
        assertEquals(
                11.033 / (5 * 1.001), steps.get(3).forks().getFirst(), 1e-9, "T1 in the middle over that of a fork");
    }

    @Test
    void theScalabilityLawAndItsPeakAreDrawnAsTheyWereFound() {
        Chart.Laws lock = laws().get("shm:lock");

        assertEquals(Math.sqrt(0.9 / 0.05), lock.peak().orElseThrow().value(), 0.05);
        for (int n = 1; n <= 8; n++) {
            double seconds = 12.5 * (1 + 0.1 * (n - 1) + 0.05 * n * (n - 1)) / n;
            assertEquals(
                    11 / seconds, lock.usl().orElseThrow().points().get(n - 1).y(), 0.02);
        }
    }

    @Test
    void whatALawForetellsThatThePointsDoNotFollowIsNotDrawn() {
        Map<String, Chart.Laws> laws = laws();

        assertTrue(laws.get("shm:table").amdahl().orElseThrow().followed());
        assertFalse(laws.get("shm:lock").amdahl().orElseThrow().followed(), "one point is off by 25 %");
        assertTrue(laws.get("shm:lock").bound().isEmpty());
    }

    @Test
    void aSeriesThatNoLawFitsHasNoChart() {
        assertEquals(Set.of("shm:table", "shm:lock"), laws().keySet());
    }

    @Test
    void speedupsAreDrawnWhereALineHasThreePointsAndElseCounted() {
        Some curves = new Charts(ChartSamples.curves()).speedups();
        Some rich = new Charts(ChartSamples.rich()).speedups();

        assertEquals(1, curves.charts().size());
        assertEquals(0, curves.tooFew());
        Chart.Step step = charts(curves, Chart.Speedup.class)
                .getFirst()
                .lines()
                .getFirst()
                .steps()
                .getFirst();
        assertEquals(6, step.forks().size());
        assertEquals(List.of(), rich.charts());
        assertEquals(1, rich.tooFew());
    }

    @Test
    void whatWasSweptIsALineOfEachSubstrateThatHasThreePlacesInTheirOrder() {
        List<Chart.Swept> charts = charts(new Charts(ChartSamples.sweeps()).sweeps(), Chart.Swept.class);

        assertEquals(
                List.of(
                        "rpc, over operations under way",
                        "counter, over operations under way",
                        "mutex, over ns of work inside the critical section"),
                charts.stream().map(Chart.Swept::title).toList());
        Chart.Swept windows = charts.getFirst();
        assertEquals(
                List.of("messaging:ring 1+1", "shm:mailbox 1+1"),
                windows.lines().stream().map(line -> line.series().name()).toList());
        assertEquals(
                List.of(
                        new Chart.Point(1, 1_000),
                        new Chart.Point(2, 500),
                        new Chart.Point(4, 250),
                        new Chart.Point(8, 125)),
                windows.lines().getFirst().points());
        assertFalse(windows.fromZero());
        assertTrue(charts.getLast().fromZero());
        assertEquals(
                new Chart.Point(0, 100),
                charts.getLast().lines().getFirst().points().getFirst());
    }

    @Test
    void aColdStartIsALineOfEachRowOverWhatAWorkerHasDone() {
        Chart.Cold chart = charts(new Charts(ColdStartTest.findings()).coldStarts(), Chart.Cold.class)
                .getFirst();

        assertEquals("counter", chart.title());
        assertEquals(
                List.of("shm:lockfree 2+0", "messaging:ring 1+1"),
                chart.lines().stream().map(line -> line.series().name()).toList());
        assertEquals(5, chart.lines().getFirst().points().size());
        assertEquals(List.of(), new Charts(ChartSamples.sweeps()).coldStarts().charts());
    }

    @Test
    void collectorsAreSignsOfOneLineForEachSubstrate() {
        Chart.Collectors chart = charts(
                        new Charts(CollectorCostTest.planted().findings(200)).collectors(), Chart.Collectors.class)
                .getFirst();

        assertEquals(
                List.of("messaging:jctools-spsc 1+1", "messaging:jctools-spsc-fresh 1+1"),
                chart.kernels().stream().map(Chart.KernelWaits::name).toList());
        assertEquals(
                List.of("g1", "parallel", "zgc"),
                chart.kernels().getLast().waits().stream()
                        .map(Chart.Waited::way)
                        .toList());
        assertEquals(List.of(), new Charts(ChartSamples.sweeps()).collectors().charts());
    }

    @Test
    void whatANeighbourCostsIsWarmAndWhatItDoesNotHasNoColour() {
        Chart.Neighbours chart = charts(
                        new Charts(NeighbourCostTest.planted().findings(200)).neighbours(), Chart.Neighbours.class)
                .getFirst();

        assertEquals(
                List.of(Chart.Item.Tone.WARM, Chart.Item.Tone.NONE),
                chart.items().stream().map(Chart.Item::tone).toList());
        assertTrue(
                chart.items().getFirst().said().contains("the neighbour copied 5.25 GB/s"),
                () -> chart.items().getFirst().said().toString());
        assertEquals(List.of(), new Charts(ChartSamples.sweeps()).neighbours().charts());
    }

    /// The distance between the two is what replies cost.
    @Test
    void additionsThatAreToldStandBesideThoseThatAreAskedForWithASignOfTheirOwn() {
        List<Chart.Line> lines = charts(new Charts(ChartSamples.sweeps()).sweeps(), Chart.Swept.class)
                .get(1)
                .lines();

        assertEquals(
                List.of("messaging:ring 1+1, op=add", "messaging:ring 1+1, op=tell"),
                lines.stream().map(line -> line.series().name()).toList());
        assertEquals(
                List.of(100.0, 25.0),
                lines.stream().map(line -> line.points().getFirst().y()).toList());
        assertNotEquals(
                lines.getFirst().series().sign(), lines.getLast().series().sign());
    }

    /// Two further placements by three waits, and a kernel that no boundary makes slower.
    @Test
    void aBoundaryIsDrawnWithTheRoundsThatItsRatioIsFrom() {
        Chart.Ratios chart = charts(new Charts(ChartSamples.boundary()).boundaries(), Chart.Ratios.class)
                .getFirst();

        assertEquals(7, chart.items().size());
        Chart.Item ring = chart.items().getFirst();
        assertEquals("rpc messaging:ring 1+1, 64 bytes, placement=processes, spin", ring.name());
        assertEquals(1.3, ring.ratio().value(), 1e-9);
        assertEquals(6, ring.forks().size());
        ring.forks().forEach(fork -> assertEquals(1.3, fork, 1e-9));
        assertTrue(ring.sure());
        assertEquals(Chart.Item.Tone.WARM, ring.tone());
        Chart.Item adds = chart.items().getLast();
        assertEquals("counter shm:lockfree 2+0, placement=processes", adds.name());
        assertEquals(Chart.Item.Tone.NONE, adds.tone());
        assertTrue(new Charts(ChartSamples.waits()).boundaries().charts().isEmpty());
    }

    /// One ring by threads, by processes and by hosts.
    @Test
    void kernelsThatDifferInAParameterAreToldApartWhereTheirWaitsAreCompared() {
        List<Chart.KernelWaits> kernels = charts(new Charts(ChartSamples.boundary()).waits(), Chart.Waits.class)
                .getFirst()
                .kernels();

        assertEquals(
                List.of(
                        "rpc messaging:ring 1+1, 64 bytes",
                        "rpc messaging:ring 1+1, 64 bytes, placement=processes",
                        "rpc messaging:ring 1+1, 64 bytes, placement=hosts"),
                kernels.stream().map(Chart.KernelWaits::name).toList());
    }

    @Test
    void eachRowOfSeveralWorkersHasASignForEachOfThem() {
        Chart.Fairness chart = charts(
                        new Charts(WorkerSharesTest.planted().findings(200)).fairness(), Chart.Fairness.class)
                .getFirst();

        assertEquals(
                List.of("shm:lock-mcs 2+0", "shm:lock-ticket 2+0", "shm:lock-stamped 2+0", "shm:lock 2+0"),
                chart.rows().stream().map(Chart.Shared::name).toList());
        assertEquals(List.of(0.18, 1.82), chart.rows().getLast().shares());
        assertTrue(chart.rows().getLast().said().contains("64 operations in a row took 900 us at most"));
    }

    /// An owner that has one worker has a place in the chart of what is done, and none in that of waits.
    @Test
    void whatHasMoreThreadsThanCoresIsDrawnByWhatIsDoneAndByItsLongestWait() {
        List<Chart.Crowded> drawn =
                charts(new Charts(CrowdingTest.planted().findings(200)).crowdings(), Chart.Crowded.class);

        assertEquals(
                List.of(Chart.Crowded.Figure.THROUGHPUT, Chart.Crowded.Figure.LONGEST_WAIT),
                drawn.stream().map(Chart.Crowded::figure).toList());
        assertEquals(
                List.of(new Chart.Point(1, 4e6), new Chart.Point(2, 3e6), new Chart.Point(4, 3.5e6)),
                drawn.getFirst().lines().getLast().points());
        assertEquals(
                List.of(new Chart.Point(2, 300_000), new Chart.Point(4, 700_000)),
                drawn.getLast().lines().getLast().points());
    }

    @Test
    void rowsThatDifferInSomethingElseAreNoLine() {
        assertEquals(List.of(), new Charts(ChartSamples.waits()).sweeps().charts());
        assertEquals(List.of(), new Charts(ChartSamples.curves()).sweeps().charts());
    }

    /// Locks, mailboxes and transports: what stands in one chart or in two is told apart by its sign.
    @Test
    void eachSubstrateHasASignOfItsOwnAndTheSameInAllCharts() {
        Charts charts = new Charts(ChartSamples.curves());
        Map<String, Set<Integer>> signs = Stream.concat(
                        charts(charts.latencies(), Chart.Latency.class).stream()
                                .flatMap(chart -> chart.curves().stream())
                                .map(Chart.Curve::series),
                        charts(charts.speedups(), Chart.Speedup.class).stream()
                                .flatMap(chart -> chart.lines().stream())
                                .map(Chart.Scaled::series))
                .collect(Collectors.groupingBy(
                        series -> series.name().split(" ")[0],
                        Collectors.mapping(Chart.Series::sign, Collectors.toSet())));

        assertEquals(4, signs.size());
        signs.forEach((name, own) -> assertEquals(1, own.size(), name));
        assertEquals(4, signs.values().stream().distinct().count());
    }
}
