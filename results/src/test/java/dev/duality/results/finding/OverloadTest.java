// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.results.Cell;
import dev.duality.results.Figure;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.chart.Chart;
import dev.duality.results.chart.Charts;
import dev.duality.results.table.OverloadSheet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

public class OverloadTest {
    /// A ring that still does all it can at three times that, and a lock that does half of it there.
    public static Findings planted() {
        return of(List.of(cell("messaging:ring", 1, 0), cell("shm:lock", 0, 0)));
    }

    private static Findings of(List<Cell> cells) {
        Map<String, Histogram> histograms = new HashMap<>();
        Run run = Samples.withFloors(Samples.run(2, cells), Samples.FLOOR, Samples.FLOOR, Samples.FLOOR);
        for (Cell cell : cells) {
            boolean lock = cell.substrate().equals("shm:lock");
            double capacity = lock ? 1.25e6 : 1e6;
            for (int fork = 1; fork <= 6; fork++) {
                List<OpenLoop> loops = new ArrayList<>();
                for (double times : List.of(0.5, 1.0, 3.0)) {
                    double offered = times * capacity;
                    double done = times <= 1 ? offered : lock ? capacity / 2 : capacity;
                    Histogram nanos = new Histogram(3);
                    nanos.recordValueWithCount(40_000, 2_000);
                    String file = "h" + histograms.size() + ".hlog";
                    histograms.put(file, nanos);
                    loops.add(kept(Samples.open(
                            offered,
                            done,
                            nanos,
                            file,
                            Samples.usage(
                                    new Figure(Figure.REFUSED, 100 - 100 * done / offered, Figure.PERCENT, false),
                                    new Figure(Figure.RECOVERY, 128, "us", false)))));
                }
                run = run.with(Samples.record(
                        cell,
                        fork,
                        new Outcome.Measured(
                                List.of(0, 1), Optional.of(Samples.closed(capacity, 1)), loops, Optional.empty())));
            }
        }
        return Findings.of(run, loop -> histograms.get(loop.histogram()));
    }

    /// Whoever would have grown a backlog was refused.
    private static OpenLoop kept(OpenLoop loop) {
        return new OpenLoop(
                loop.targetPerSecond(),
                loop.achievedPerSecond(),
                0,
                loop.started(),
                loop.count(),
                loop.minNanos(),
                loop.p50Nanos(),
                loop.p90Nanos(),
                loop.p99Nanos(),
                loop.p999Nanos(),
                loop.p9999Nanos(),
                loop.maxNanos(),
                loop.beyond(),
                loop.stalls(),
                loop.histogram(),
                loop.probes(),
                loop.usage());
    }

    private static Cell cell(String substrate, int servers, int bytes) {
        Cell like = Samples.cell("rpc", substrate, 1, servers);
        return new Cell(
                like.id() + "/" + bytes,
                "rpc",
                substrate,
                like.rowClass(),
                1,
                servers,
                false,
                like.waits(),
                bytes,
                1,
                Map.of(Cell.QUEUE, new ParameterValue("64", "")),
                like.loads(),
                like.contract(),
                OptionalDouble.empty());
    }

    @Test
    void theTableHasWhatIsStillDoneWhereMostIsOfferedOverTheBest() {
        assertEquals(
                List.of(
                        List.of(
                                "rpc messaging:ring",
                                "1+1",
                                "1,000,000",
                                "3.00 x",
                                "1,000,000",
                                "100.00",
                                "66.67",
                                "128",
                                "40,000"),
                        List.of(
                                "rpc shm:lock",
                                "1+0",
                                "1,250,000",
                                "3.00 x",
                                "625,000",
                                "50.00",
                                "83.33",
                                "128",
                                "40,000")),
                OverloadSheet.of(planted()).getFirst().rows());
    }

    @Test
    void rowsThatDifferInWhatTheyCarryAreToldApartAndStandInChartsOfTheirOwn() {
        Findings found = of(List.of(cell("shm:lock", 0, 64), cell("shm:lock", 0, 4096)));

        assertEquals(
                List.of("rpc shm:lock, 64 bytes", "rpc shm:lock, 4,096 bytes"),
                OverloadSheet.of(found).getFirst().rows().stream()
                        .map(List::getFirst)
                        .toList());
        assertEquals(2, new Charts(found).overloads().charts().size());
    }

    /// Neither does a rate that is refused miss, nor is it kept: there is no knee of it, and no highest rate below a
    /// p99.
    @Test
    void anOverloadIsNoMissedRateAndNoCurveOfLoad() {
        Findings findings = planted();

        assertEquals(List.of(), findings.failures());
        assertEquals(List.of(), findings.loadCurves());
        assertEquals(3, findings.overloads().getFirst().points().size());
        Charts charts = new Charts(findings);
        assertEquals(List.of(), charts.rates().charts());
        assertEquals(List.of(), charts.latencies().charts());
        assertEquals(
                2,
                ((Chart.Goodput) charts.overloads().charts().getFirst()).lines().size());
    }
}
