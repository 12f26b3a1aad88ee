// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.scale;

import dev.duality.messaging.Transport;
import dev.duality.results.Cell;
import dev.duality.results.finding.Row;
import dev.duality.simulation.derived.PlainProtocol;
import dev.duality.simulation.explore.NetworkValues;
import dev.duality.simulation.network.Observer;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A row over hosts that was measured, beside what the network with its carrier's parameters gives for it: the same
/// callers and owners, in virtual time. What goes into a prediction is what messages of the carrier itself took, with
/// nothing of ours around them; of the row it knows how many there are of whom, and how long its messages are.
///
/// @param cell its name
/// @param forks how many measured it
/// @param measuredNanos the median of an operation of one worker
/// @param predictedNanos likewise, in virtual time
public record HostPrediction(String cell, int forks, double measuredNanos, double predictedNanos) {
    /// A prediction that is further off than this is one that must be explained.
    public static final double FAR_OFF = 0.15;

    private static final String CARRIED = "messaging:mpi"; // by the carrier whose messages were measured
    private static final String JOB_SIZE = "operations";
    private static final int OPERATIONS = 4_096; // of each worker

    /// Predicted over measured, less 1.
    public double error() {
        return predictedNanos / measuredNanos - 1;
    }

    /// Plays a row by its carrier.
    /// @param workload whose nodes are plain
    /// @param set what else is set of the network
    static HostPrediction of(Workload workload, Row row, CarrierParameters carrier, Map<String, String> set) {
        return new HostPrediction(
                row.cell().id(),
                row.forks(),
                row.closed().orElseThrow().nanosPerOp().median(),
                nanos(workload, row.cell(), carrier, set));
    }

    /// Whether the row's nodes are those of [PlainProtocol]: a side that was written by hand sends other messages.
    static boolean isPlain(Workload workload, Cell cell, List<Transport> transports) {
        return cell.substrate().equals(CARRIED)
                && cell.servers() > 0
                && workload.sides(transports).stream().map(Side::substrate).noneMatch(CARRIED::equals)
                && workload.thinkSteps(Setting.of(workload, Values.of(workload, values(workload, cell)))) == 0;
    }

    /// The values of the workload's own parameters; a cell has more, such as its placement.
    private static Map<String, String> values(Workload workload, Cell cell) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter<?> parameter : workload.parameters()) {
            if (cell.params().containsKey(parameter.name())) {
                values.put(parameter.name(), cell.params().get(parameter.name()).value());
            }
        }
        return values;
    }

    private static double nanos(Workload workload, Cell cell, CarrierParameters carrier, Map<String, String> set) {
        Map<String, String> values = values(workload, cell);
        long operations = (long) OPERATIONS * cell.workers();
        if (workload.parameters().stream().anyMatch(one -> one.name().equals(JOB_SIZE))) {
            values.put(JOB_SIZE, Long.toString(operations));
        }
        values.put("owners", Integer.toString(cell.servers()));
        values.put("window", Integer.toString(cell.window()));
        Map<String, String> network = new LinkedHashMap<>(carrier.values());
        network.putAll(set);
        Protocol plain = new PlainProtocol(workload);
        ScaleSweep sweep = new ScaleSweep(workload, plain, values, NetworkValues.takenFrom(network), 1);
        ScalePoint point = sweep.play(cell.workers() + cell.servers(), () -> Observer.NOBODY);
        return 1e9 * cell.workers() / point.perSecond();
    }
}
