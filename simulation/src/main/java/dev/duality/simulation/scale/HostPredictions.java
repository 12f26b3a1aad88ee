// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.scale;

import dev.duality.messaging.Transport;
import dev.duality.results.Cell;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.HostFloor;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Digits;
import dev.duality.simulation.derived.PlainProtocol;
import dev.duality.simulation.explore.NetworkValues;
import dev.duality.simulation.network.Observer;
import dev.duality.simulation.prediction.Prediction;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rows over hosts that were measured, beside what the networks of their carriers give for them, of each row by its own
/// in its regime: the same callers and owners, in virtual time. What goes into a prediction is what messages of the
/// carrier itself took, with nothing of ours around them; of the row it knows how many there are of whom, and how long
/// its messages are.
///
/// @param rows that were played, in the plan's order
/// @param carriers theirs, each once in each regime
/// @param passedOver a line for each carrier that has such rows and gives no parameters, and for each row that they are
///     not of, with the reason
public record HostPredictions(List<Prediction> rows, List<CarrierParameters> carriers, List<String> passedOver) {
    /// A prediction that is further off than this is one that must be explained.
    public static final double FAR_OFF = 0.15;

    private static final String CARRIED = "messaging:mpi"; // by the carrier whose messages were measured
    private static final String JOB_SIZE = "operations";
    private static final int OPERATIONS = 4_096; // of each worker

    /// A carrier in a regime, which has parameters.
    private record Place(String carrier, Optional<String> regime) {
        @Override
        public String toString() {
            return carrier + Regime.behind(regime);
        }
    }

    public HostPredictions {
        rows = List.copyOf(rows);
        carriers = List.copyOf(carriers);
        passedOver = List.copyOf(passedOver);
    }

    /// All rows of a closed loop whose callers and owners speak by the carrier, and do nothing else that takes long.
    /// @param set what else is set of the network, such as `per-message`
    /// @param workloads those that there are; rows of others are left out
    public static HostPredictions of(
            Findings findings, Map<String, String> set, List<Workload> workloads, List<Transport> transports) {
        List<Prediction> rows = new ArrayList<>();
        Map<Place, Optional<CarrierParameters>> carriers = new LinkedHashMap<>();
        List<String> passedOver = new ArrayList<>();
        for (Row row : findings.hostRows()) {
            Cell cell = row.cell();
            Optional<Workload> workload = workloads.stream()
                    .filter(one -> one.name().equals(cell.workload()))
                    .findFirst()
                    .filter(one -> row.closed().isPresent() && isPlain(one, cell, transports));
            Optional<Place> place = findings.carriers(row).values().stream()
                    .map(carrier -> new Place(carrier.text(), Regime.nameOf(row.regime())))
                    .findFirst();
            if (workload.isPresent() && place.isEmpty()) {
                passedOver.add("%s is passed over: each of its forks measured its carrier in another regime"
                        .formatted(name(row)));
            } else if (workload.isPresent()) {
                carriers.computeIfAbsent(place.orElseThrow(), of -> parameters(findings.hostFloors(), of, passedOver))
                        .filter(by -> isOf(by, row, passedOver))
                        .ifPresent(by -> rows.add(prediction(workload.get(), row, by, set)));
            }
        }
        return new HostPredictions(
                rows, carriers.values().stream().flatMap(Optional::stream).toList(), passedOver);
    }

    /// Whether the parameters are of messages as long as those of a row.
    /// @param passedOver gets the reason if they are not
    private static boolean isOf(CarrierParameters carrier, Row row, List<String> passedOver) {
        if (row.cell().payloadBytes() <= carrier.upToBytes().orElse(Integer.MAX_VALUE)) {
            return true;
        }
        passedOver.add(
                "%s is passed over: its payload has %s bytes, and the parameters of its carrier are of messages up to %s"
                        .formatted(
                                name(row),
                                Digits.whole(row.cell().payloadBytes()),
                                Digits.whole(carrier.upToBytes().orElseThrow())));
        return false;
    }

    private static String name(Row row) {
        return row.cell().id() + Regime.behind(Regime.nameOf(row.regime()));
    }

    /// @param passedOver gets the reason if there are none
    private static Optional<CarrierParameters> parameters(
            List<HostFloor> floors, Place place, List<String> passedOver) {
        Optional<HostFloor> floor = floors.stream()
                .filter(one -> new Place(one.carrier(), one.regime()).equals(place))
                .findFirst();
        if (floor.isEmpty()) {
            passedOver.add(
                    "rows of %s are passed over: its messages were all of one length, so there is no a + b x bytes"
                            .formatted(place));
            return Optional.empty();
        }
        try {
            return Optional.of(CarrierParameters.of(floor.get()));
        } catch (IllegalArgumentException e) {
            passedOver.add("rows of %s are passed over: %s".formatted(place, e.getMessage()));
            return Optional.empty();
        }
    }

    private static Prediction prediction(
            Workload workload, Row row, CarrierParameters carrier, Map<String, String> set) {
        return new Prediction(
                name(row),
                row.forks(),
                row.closed().orElseThrow().nanosPerOp().median(),
                nanos(workload, row.cell(), carrier, set));
    }

    /// Whether the row's nodes are those of [PlainProtocol]: a side that was written by hand sends other messages.
    private static boolean isPlain(Workload workload, Cell cell, List<Transport> transports) {
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
        ScalePoint point = sweep.play(cell.workers() + cell.servers(), Observer.NOBODY);
        return 1e9 * cell.workers() / point.perSecond();
    }
}
