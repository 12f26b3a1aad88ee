// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.table.LoadSheet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/// A row whose p99 is known at each rate: 1 us and no more up to half of its capacity, then ever more.
class LoadCurveTest {
    private static final Cell CELL = Samples.cell("rpc", "messaging:ring", 1, 1);
    private static final double[] RATES = {100_000, 300_000, 500_000, 700_000, 900_000};
    private static final long[] P99 = {1_000, 1_100, 1_500, 4_000, 20_000};

    private static Findings findings(double missedFrom) {
        Map<String, Histogram> histograms = new HashMap<>();
        List<CellRecord> records = new ArrayList<>();
        for (int fork = 1; fork <= 6; fork++) {
            List<OpenLoop> loops = new ArrayList<>();
            for (int i = 0; i < RATES.length; i++) {
                Histogram nanos = new Histogram(3);
                nanos.recordValueWithCount(P99[i] / 2, 9_500);
                nanos.recordValueWithCount(P99[i], 500);
                String file = "h" + histograms.size() + ".hlog";
                histograms.put(file, nanos);
                loops.add(Samples.open(RATES[i], RATES[i] >= missedFrom ? RATES[i] / 2 : RATES[i], nanos, file));
            }
            records.add(Samples.record(
                    CELL,
                    fork,
                    new Outcome.Measured(List.of(0, 1), Optional.of(Samples.closed(1e6, 1)), loops, Optional.empty())));
        }
        Run run = Samples.withFloors(Samples.run(2, List.of(CELL)), Samples.FLOOR, Samples.FLOOR, Samples.FLOOR);
        for (CellRecord record : records) {
            run = run.with(record);
        }
        return Findings.of(run, loop -> histograms.get(loop.histogram()));
    }

    private static LoadCurve curve(double missedFrom) {
        List<LoadCurve> curves = findings(missedFrom).loadCurves();
        assertEquals(1, curves.size());
        return curves.getFirst();
    }

    @Test
    void theKneeIsWhereRateOverP99IsGreatest() {
        assertEquals(500_000, curve(1e9).knee().orElseThrow().targetPerSecond());
    }

    @Test
    void theHighestRateWithinABoundIsTheLastBeforeOneThatBreaksIt() {
        LoadCurve curve = curve(1e9);

        assertEquals(new LoadCurve.Within(OptionalDouble.of(500_000), OptionalDouble.of(700_000)), curve.within(3_000));
        assertEquals(new LoadCurve.Within(OptionalDouble.empty(), OptionalDouble.of(100_000)), curve.within(900));
        assertEquals(new LoadCurve.Within(OptionalDouble.of(900_000), OptionalDouble.empty()), curve.within(50_000));
    }

    @Test
    void aRateThatWasMissedIsNotWithinAnyBound() {
        LoadCurve curve = curve(700_000);

        assertEquals(List.of(700_000.0, 900_000.0), curve.missed());
        assertEquals(
                new LoadCurve.Within(OptionalDouble.of(500_000), OptionalDouble.of(700_000)), curve.within(50_000));
    }

    /// T1 has no open loop, and so no shape of one.
    @Test
    void aCellWithAShapeOfItsOpenLoopsHasTheT1OfItsWorkload() {
        Cell shaped = withPoissonLoad(Samples.cell("rpc", "shm:lock", 2, 0));
        Cell plain = Samples.plain("rpc", Map.of());
        Run run =
                Samples.withFloors(Samples.run(2, List.of(shaped, plain)), Samples.FLOOR, Samples.FLOOR, Samples.FLOOR);
        for (int fork = 1; fork <= 6; fork++) {
            run = run.with(Samples.record(shaped, fork, Samples.measured(Samples.job(1_000, 1))))
                    .with(Samples.record(plain, fork, Samples.measured(Samples.job(1_000, 2))));
        }
        Findings findings = Findings.of(run, _ -> new Histogram(3));

        assertEquals(
                2,
                findings.workloads().getFirst().rows().stream()
                        .filter(row -> row.cell().equals(shaped))
                        .findFirst()
                        .flatMap(Row::job)
                        .flatMap(Row.Job::speedup)
                        .orElseThrow()
                        .value(),
                1e-9);
    }

    private static Cell withPoissonLoad(Cell cell) {
        return new Cell(
                cell.id(),
                cell.workload(),
                cell.substrate(),
                cell.rowClass(),
                cell.workers(),
                cell.servers(),
                cell.oversubscribed(),
                cell.waits(),
                cell.payloadBytes(),
                cell.window(),
                Map.of(Cell.OPEN_LOAD, new ParameterValue("poisson", "")),
                cell.loads(),
                cell.contract(),
                cell.lineTransfers());
    }

    @Test
    void theTableSaysHowMuchEachRowCarries() {
        String text = LoadSheet.text(findings(1e9), 3_000);

        assertTrue(text.startsWith("The highest rate with p99 below 3 us:"), text);
        assertTrue(text.contains("500,000") && text.contains("700,000"), text);
        assertEquals("knee /s", LoadSheet.of(findings(1e9)).getFirst().head().get(2));
    }
}
