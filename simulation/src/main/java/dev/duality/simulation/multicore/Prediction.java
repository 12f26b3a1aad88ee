// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.messaging.Transport;
import dev.duality.results.Cell;
import dev.duality.results.Run;
import dev.duality.results.finding.Regimes;
import dev.duality.results.statistics.Spread;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A row of a run beside what the simulated machine that was calibrated from the run says of it.
///
/// @param regime the name of the machine
/// @param cell its name
/// @param forks how many of it ran in this regime throughout
/// @param measuredNanos the median of them, of an operation of one worker
/// @param predictedNanos likewise, in virtual time
public record Prediction(String regime, String cell, int forks, double measuredNanos, double predictedNanos) {
    /// A prediction that is further off than this is one that must be explained.
    public static final double FAR_OFF = 0.35;

    private static final int OPERATIONS = 2_000;

    /// Predicted over measured, less 1.
    public double error() {
        return predictedNanos / measuredNanos - 1;
    }

    /// The median of how far off they are, as a share.
    /// @param predictions one at least
    public static double medianError(List<Prediction> predictions) {
        return Spread.of(predictions.stream()
                        .map(prediction -> Math.abs(prediction.error()))
                        .toList())
                .median();
    }

    /// All rows of a closed loop that a simulated machine of two cores sees: what a row was calibrated by is left out.
    /// @param pairs of this run
    /// @param workloads those that there are; rows of others are passed over
    /// @throws IllegalStateException if a simulated side ends in a wrong state
    public static List<Prediction> of(
            Run run, List<MeasuredPair> pairs, List<Workload> workloads, List<Transport> transports) {
        Regimes regimes = Regimes.of(run);
        List<Prediction> predictions = new ArrayList<>();
        for (MeasuredPair pair : pairs) {
            for (Cell cell : run.plan()) {
                List<Double> measured = pair.nanos(run, regimes, cell);
                if (cell.threads() == 2 && !measured.isEmpty()) {
                    workloads.stream()
                            .filter(workload -> workload.name().equals(cell.workload()))
                            .findFirst()
                            .flatMap(workload -> predicted(pair.machine(), cell, workload, transports))
                            .ifPresent(nanos -> predictions.add(new Prediction(
                                    pair.machine().name(),
                                    cell.id(),
                                    measured.size(),
                                    Spread.of(measured).median(),
                                    nanos)));
                }
            }
        }
        return predictions;
    }

    /// Empty if the machine does not see it, or it touches nothing that two cores share.
    private static Optional<Double> predicted(
            MachineSpec machine, Cell cell, Workload workload, List<Transport> transports) {
        Map<String, String> values = new HashMap<>();
        cell.params().forEach((name, value) -> values.put(name, value.value()));
        Setting setting = Setting.of(workload, Values.of(workload, values))
                .withWorkers(cell.workers())
                .withWindow(cell.window())
                .withWait(Waiting.parse(cell.waits()).orElse(Waiting.of(WaitStrategy.Kind.SPIN)));
        MulticoreRun simulated = new MulticoreRun(machine, workload, transports, OPERATIONS, 0);
        if (workload.footprint(setting).isEmpty()
                || workload.thinkSteps(setting) > 0
                || simulated.rejects(cell.substrate(), setting).isPresent()) {
            return Optional.empty();
        }
        MulticoreRow row = simulated.of(cell.substrate(), setting);
        return row.lines().accesses() == 0 || row.inPlace() ? Optional.empty() : Optional.of(row.nanosPerOperation());
    }
}
