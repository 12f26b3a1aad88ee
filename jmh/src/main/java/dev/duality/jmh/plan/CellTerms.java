// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.cell.Neighbour;
import dev.duality.jmh.cell.Surroundings;
import dev.duality.jmh.load.LoadShape;
import dev.duality.results.Cell;
import dev.duality.results.ContractRecord;
import dev.duality.results.ParameterValue;
import dev.duality.results.RowClass;
import dev.duality.results.SubstrateSide;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// On what terms a cell can be compared, in the words of results.
final class CellTerms {
    private CellTerms() {}

    /// With the shape of the open loops, where it is not the usual, and the places of their queues, where these refuse.
    static Map<String, ParameterValue> parameters(Workload workload, Setting setting, LoadShape load, int queuePlaces) {
        Map<String, ParameterValue> parameters = parameters(workload, setting);
        if (!load.equals(LoadShape.STEADY)) {
            parameters.put(Cell.OPEN_LOAD, new ParameterValue(load.text(), ""));
        }
        if (queuePlaces > 0) {
            parameters.put(Cell.QUEUE, new ParameterValue(Integer.toString(queuePlaces), ""));
        }
        return parameters;
    }

    /// All that is set, and how far apart the parties are if that is not as usual.
    static Map<String, ParameterValue> parameters(Workload workload, Setting setting) {
        Map<String, ParameterValue> parameters = new LinkedHashMap<>();
        Values values = setting.values();
        workload.parameters().forEach(p -> parameters.put(p.name(), new ParameterValue(values.text(p), p.unit())));
        if (setting.placement() != Placement.THREADS) {
            parameters.put(
                    Cell.PLACEMENT, new ParameterValue(setting.placement().label(), ""));
        }
        return parameters;
    }

    /// The surroundings of a cell, where they are not the usual.
    static Map<String, ParameterValue> around(Surroundings around) {
        Map<String, ParameterValue> parameters = new LinkedHashMap<>();
        around.collector()
                .ifPresent(collector -> parameters.put(Cell.COLLECTOR, new ParameterValue(collector.label(), "")));
        if (around.neighbour() != Neighbour.NONE) {
            parameters.put(Cell.NEIGHBOUR, new ParameterValue(around.neighbour().label(), ""));
        }
        return parameters;
    }

    /// The class of a side's rows. Who owns the state decides, and not the name of the side: a mailbox in shared memory
    /// is served.
    static RowClass rowClass(Side side, Setting setting) {
        if (isServed(side, setting)) {
            return RowClass.SERVED;
        }
        return side.inPlace(setting) ? RowClass.IN_PLACE : RowClass.SHARED;
    }

    private static boolean isServed(Side side, Setting setting) {
        return side.servers(setting) > 0 || SubstrateSide.of(side.substrate()) == SubstrateSide.MESSAGING;
    }

    private static String bounded(Side side, Setting setting, String otherwise) {
        return side.withoutBound(setting) ? ContractRecord.WITHOUT_BOUND : otherwise;
    }

    /// A shared side with a server has a queue of a kind, and so terms of its own.
    static ContractRecord contract(Side side, Setting setting) {
        String atomic = side.alone(setting)
                ? ContractRecord.ALONE
                : side.byParts(setting) ? ContractRecord.BY_PARTS : ContractRecord.WHOLE;
        if (!isServed(side, setting)) {
            return ContractRecord.sharedState(bounded(side, setting, ContractRecord.NONE), atomic);
        }
        var contract = side.contract();
        return new ContractRecord(
                contract.producers().name().toLowerCase(Locale.ROOT),
                contract.consumers().name().toLowerCase(Locale.ROOT),
                bounded(side, setting, contract.bounded() ? "bounded" : "unbounded"),
                switch (contract.order()) {
                    case FIFO -> "fifo";
                    case PER_PRODUCER -> "fifo per producer";
                    case NONE -> "unordered";
                },
                contract.durable()
                        ? setting.options()
                                .disk()
                                .map(ContractRecord::durableOn)
                                .orElse("durable")
                        : "volatile",
                switch (contract.passing()) {
                    case COPIES -> "copies";
                    case HANDS_OVER -> "hands over";
                },
                atomic,
                contract.reach().name().toLowerCase(Locale.ROOT));
    }
}
