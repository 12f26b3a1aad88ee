// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Stalls;
import dev.duality.results.Usage;
import dev.duality.results.finding.Findings;
import dev.duality.results.folder.LatencyPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/// Open loops of three seconds of which each second is known. In rounds 7 to 9 the machine is another one, in the first
/// attempt at round 2 of the ring it moved, in round 3 garbage was collected, and the ring never keeps 500,000 a
/// second.
public final class TimedSample {
    public static final Cell LOCKFREE = Samples.cell("counter", "shm:lockfree", 1, 0);
    public static final Cell RING = Samples.cell("counter", "messaging:ring", 1, 1);
    public static final double NEAR = 60;
    public static final double FAR = 200;

    private final Map<String, List<LatencyPart>> parts = new HashMap<>();
    private final List<CellRecord> records = new ArrayList<>();

    private TimedSample() {}

    public static Findings findings() {
        TimedSample sample = new TimedSample();
        for (int round = 1; round <= 9; round++) {
            FloorProbes still = new FloorProbes(round < 7 ? NEAR : FAR, round < 7 ? NEAR : FAR);
            sample.add(LOCKFREE, round, 1, still);
            if (round == 2) {
                sample.add(RING, round, 1, new FloorProbes(NEAR, FAR));
                sample.add(RING, round, 2, still);
            } else {
                sample.add(RING, round, 1, still);
            }
        }
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCKFREE, RING)), NEAR, NEAR, NEAR);
        for (CellRecord record : sample.records) {
            run = run.with(record);
        }
        return Findings.inTime(run, loop -> sample.parts.get(loop.histogram()));
    }

    private void add(Cell cell, int round, int attempt, FloorProbes probes) {
        List<OpenLoop> loops = new ArrayList<>();
        for (double rate : new double[] {100_000, 500_000}) {
            loops.add(loop(cell, round, rate, probes));
        }
        records.add(new CellRecord(
                cell.id(),
                round,
                attempt,
                Samples.START,
                Samples.START.plusSeconds(7),
                new Outcome.Measured(
                        List.of(0, 1),
                        Optional.of(
                                Samples.closed(cell.equals(RING) ? 4e5 : 9e5, 1, Samples.usage(), Optional.of(probes))),
                        loops,
                        Optional.empty()),
                List.of()));
    }

    private OpenLoop loop(Cell cell, int round, double rate, FloorProbes probes) {
        boolean missed = cell.equals(RING) && rate > 400_000;
        List<LatencyPart> own = new ArrayList<>();
        for (int second = 0; second < 3; second++) {
            own.add(second(second, p99(cell, round, second, missed), missed ? 100_000L * (second + 1) : second));
        }
        String file = "h" + parts.size() + ".hlog";
        parts.put(file, own);
        Histogram all = LatencyPart.together(own);
        List<OpenLoop.Beyond> beyond = new ArrayList<>();
        for (double percentile : new double[] {50, 90, 99, 99.9, 99.99}) {
            beyond.add(
                    new OpenLoop.Beyond(percentile, (int) Math.round(all.getTotalCount() * (100 - percentile) / 100)));
        }
        return OpenLoop.of(
                rate,
                missed ? rate * 0.8 : rate,
                missed ? 600_000_000 : 0,
                Samples.START,
                all,
                beyond,
                round == 5 ? new Stalls(3, 4, 0.012, 10_000_000) : new Stalls(3, 0, 0, 0),
                file,
                Optional.of(probes),
                usage(round == 3 ? 2.5 : 0));
    }

    /// Of the lock-free counter 1, 2 and 3 us in round 1, and 10 us more in each round behind it.
    static long p99(Cell cell, int round, int second, boolean missed) {
        return (10L * (round - 1) + second + 1) * (missed ? 10_000_000 : cell.equals(RING) ? 4_000 : 1_000);
    }

    /// Of one loop that was kept as a whole, as runs of before are.
    static Findings undivided() {
        TimedSample sample = new TimedSample();
        OpenLoop whole = sample.loop(LOCKFREE, 1, 100_000, new FloorProbes(NEAR, NEAR));
        Histogram all = LatencyPart.together(sample.parts.get(whole.histogram()));
        return one(whole, List.of(new LatencyPart(Samples.START, Samples.START.plusSeconds(3), all, Optional.empty())));
    }

    /// Of one loop, whose middle second has 900 operations: too few for a p99.
    static Findings withAThinSecond() {
        TimedSample sample = new TimedSample();
        OpenLoop whole = sample.loop(LOCKFREE, 1, 100_000, new FloorProbes(NEAR, NEAR));
        List<LatencyPart> own = sample.parts.get(whole.histogram());
        Histogram few = new Histogram(3);
        few.recordValueWithCount(5_000, 900);
        own.set(
                1,
                new LatencyPart(
                        own.get(1).start(), own.get(1).end(), few, own.get(1).queued()));
        return one(whole, own);
    }

    private static Findings one(OpenLoop loop, List<LatencyPart> parts) {
        Run run = Samples.withFloors(Samples.run(2, List.of(LOCKFREE)), NEAR, NEAR, NEAR)
                .with(Samples.record(
                        LOCKFREE,
                        1,
                        new Outcome.Measured(
                                List.of(0, 1), Optional.of(Samples.closed(4e5, 1)), List.of(loop), Optional.empty())));
        return Findings.inTime(run, _ -> parts);
    }

    private static LatencyPart second(int number, long p99, long queued) {
        Histogram nanos = new Histogram(3);
        nanos.recordValueWithCount(p99 / 2, 9_800);
        nanos.recordValueWithCount(p99, 200);
        Histogram depths = new Histogram(3);
        depths.recordValueWithCount(queued / 2, 999);
        depths.recordValue(queued);
        return new LatencyPart(
                Samples.START.plusSeconds(number), Samples.START.plusSeconds(number + 1), nanos, Optional.of(depths));
    }

    private static Usage usage(double gcMillis) {
        return new Usage(
                3,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(gcMillis),
                OptionalDouble.empty(),
                List.of());
    }
}
