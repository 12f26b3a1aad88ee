// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.messaging.Transport;
import dev.duality.results.Cell;
import dev.duality.results.Run;
import dev.duality.results.finding.Loads;
import dev.duality.results.statistics.Spread;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.simulation.prediction.Prediction;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The rows of a run beside what the simulated machines that were calibrated from the run say of them.
public final class PairPredictions {
    /// A prediction that is further off than this is one that must be explained.
    public static final double FAR_OFF = 0.35;

    private static final int OPERATIONS = 2_000;

    private PairPredictions() {}

    /// All rows of a closed loop that a simulated machine of two cores sees: what a row was calibrated by is left out.
    /// @param pairs of this run
    /// @param workloads those that there are; rows of others are passed over
    /// @return by the name of the machine, in the order of the pairs; of each the forks count that ran in its regime
    ///     throughout, and a machine that sees no row is left out
    /// @throws IllegalStateException if a simulated side ends in a wrong state
    public static SequencedMap<String, List<Prediction>> of(
            Run run, List<MeasuredPair> pairs, List<Workload> workloads, List<Transport> transports) {
        Loads loads = Loads.of(run);
        SequencedMap<String, List<Prediction>> predictions = new LinkedHashMap<>();
        for (MeasuredPair pair : pairs) {
            for (Cell cell : run.plan()) {
                List<Double> measured = pair.nanos(run, loads, cell);
                if (cell.threads() == 2 && !measured.isEmpty()) {
                    workloads.stream()
                            .filter(workload -> workload.name().equals(cell.workload()))
                            .findFirst()
                            .flatMap(workload -> predicted(pair.machine(), cell, workload, transports))
                            .map(nanos -> new Prediction(
                                    cell.id(),
                                    measured.size(),
                                    Spread.of(measured).median(),
                                    nanos))
                            .ifPresent(one -> predictions
                                    .computeIfAbsent(pair.machine().name(), _ -> new ArrayList<>())
                                    .add(one));
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
