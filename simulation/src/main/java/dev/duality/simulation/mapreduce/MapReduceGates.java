// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

import dev.duality.results.laws.Laws;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.Scaling;
import dev.duality.results.laws.Series;
import dev.duality.simulation.gate.Constant;
import dev.duality.simulation.gate.Constants;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// The figures that were published of jobs whose work is split, and how ours are found.
public final class MapReduceGates {
    private static final long SEED = 1;
    private static final List<Double> SERIAL = List.of(0.01, 0.05, 0.25);
    private static final Tolerance.Range OFF = Tolerance.of("+-1 %");
    private static final Tolerance.Range ALONE = Tolerance.of(">+20 %");
    private static final Tolerance.Range KILLED = Tolerance.of("<+25 %");

    private MapReduceGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        12,
                        "Amdahl 1967",
                        "a job whose serial part is known: speedups with 2 to 8 workers; the s that is fitted",
                        "1/(s + (1-s)/n); s",
                        OFF,
                        _ -> amdahl()),
                new Gate(
                        50,
                        "Dean 2004",
                        "a sort without back-up tasks; with 11 % of its workers killed; output",
                        "+44 %; +5 %",
                        Tolerance.several("%s; %s; the same", ALONE, KILLED),
                        MapReduceGates::stragglers));
    }

    /// The farthest from the law, and from the s that was planted.
    private static GateResult amdahl() {
        double off = 0;
        double offSerial = 0;
        List<String> fitted = new ArrayList<>();
        for (double s : SERIAL) {
            SortedMap<Integer, Double> seconds = MapReduceFigures.secondsByWorkers(s);
            for (int n : seconds.keySet()) {
                double speedup = seconds.get(1) / seconds.get(n);
                off = Math.max(off, Math.abs(speedup * (s + (1 - s) / n) - 1));
            }
            Scaling found = Laws.of(Series.once("job", Quantity.SECONDS, seconds), SEED);
            double serial =
                    found.amdahl().given().map(law -> law.serial().value()).orElse(Double.POSITIVE_INFINITY);
            offSerial = Math.max(offSerial, Math.abs(serial / s - 1));
            fitted.add("%.3f of %s".formatted(serial, s));
        }
        return GateResult.of(
                OFF.holds(100 * off) && OFF.holds(100 * offSerial),
                "within %.2f %%; s %s".formatted(100 * off, String.join(", ", fitted)));
    }

    private static GateResult stragglers(Constants constants) {
        MapReduceFigures.Sort sort = MapReduceFigures.sort(
                Math.round(1_000 * constants.get(Constant.STRAGGLERS)), Math.round(constants.get(Constant.SLOWNESS)));
        double alone = 100 * (sort.withoutBackup() / sort.seconds() - 1);
        double killed = 100 * (sort.killed() / sort.seconds() - 1);
        return GateResult.of(
                ALONE.holds(alone) && KILLED.holds(killed) && sort.lost() > 0 && sort.alike(),
                "%+.0f %%; %+.0f %%, %d maps again; %s"
                        .formatted(alone, killed, sort.lost(), sort.alike() ? "the same" : "another"));
    }
}
