// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One play with everything that decides how it goes.
///
/// @param values what is set of workload and protocol
/// @param network what is set of the network
/// @param schedule what goes wrong instead of what the network's values say, in a replay
public record Scenario(
        Workload workload,
        Protocol protocol,
        int nodes,
        long seed,
        Map<String, String> values,
        NetworkValues network,
        Optional<Schedule> schedule) {
    public Scenario {
        values = new LinkedHashMap<>(values);
    }

    /// A play of it.
    /// @throws BadInput if a value is not as it must be
    public SimulationRun play() {
        Values all = Values.of(workload, protocol.parameters(), values);
        Setting setting = Setting.of(workload, all).withSeed(seed);
        return new SimulationRun(protocol, setting, nodes, conditions());
    }

    /// The conditions under which it is played.
    public Conditions conditions() {
        Conditions conditions = network.conditions();
        return schedule.map(conditions::withSchedule).orElse(conditions);
    }

    /// The same with another schedule.
    public Scenario with(Schedule replayed) {
        return new Scenario(workload, protocol, nodes, seed, values, network, Optional.of(replayed));
    }

    /// All values that are set, the network's last.
    public Map<String, String> set() {
        Map<String, String> set = new LinkedHashMap<>(values);
        set.putAll(network.set());
        return set;
    }

    /// The command that plays it again, if there is no schedule.
    public String command() {
        String sets = set().entrySet().stream()
                .map(value -> " --set " + quoted(value.getKey() + "=" + value.getValue()))
                .collect(Collectors.joining());
        String anyway = SimulationRun.rejects(protocol, network.conditions()).isPresent() ? " --anyway" : "";
        return "duality simulate --workload %s --protocol %s --nodes %d --seed %d%s%s"
                .formatted(workload.name(), protocol.name(), nodes, seed, sets, anyway);
    }

    /// As a shell takes it for one word.
    static String quoted(String word) {
        return word.matches("[\\w=.,:/+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
