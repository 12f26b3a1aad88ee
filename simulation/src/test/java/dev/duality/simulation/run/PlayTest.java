// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.duality.messaging.Transport;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.Protocols;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlayTest {
    private static final Catalog CATALOG = Catalog.load(PlayTest.class.getClassLoader());
    private static final Protocols PROTOCOLS = Protocols.load(PlayTest.class.getClassLoader());
    private static final Network UNEVEN = Network.PERFECT.withDelay(Delay.uniform(20_000, 900_000));

    private static final List<String> SMALL = List.of("operations", "entries", "rounds", "units");

    /// Every protocol of every workload.
    static Stream<Arguments> protocols() {
        return CATALOG.workloads().stream()
                .flatMap(workload -> PROTOCOLS.of(workload).stream()
                        .map(protocol -> Arguments.of(workload.name(), protocol.name())));
    }

    private static Setting small(Workload workload, Protocol protocol) {
        Map<String, String> values = new LinkedHashMap<>();
        Stream.concat(workload.parameters().stream(), protocol.parameters().stream())
                .filter(parameter -> SMALL.contains(parameter.name()))
                .forEach(parameter -> values.put(parameter.name(), "60"));
        protocol.parameters().stream()
                .filter(parameter -> parameter.name().equals("hurry")) // where people and daemons wait for seconds
                .forEach(parameter -> values.put(parameter.name(), "100000"));
        return Setting.of(workload, Values.of(workload, protocol.parameters(), values))
                .withSeed(7);
    }

    /// As many as there can be for a state that does not depend on which of them comes first.
    private static int nodes(Workload workload, Protocol protocol) {
        boolean alone = protocol.name().equals("plain") && !workload.commutes(small(workload, protocol));
        return Math.max(protocol.leastNodes(), alone ? 2 : 4);
    }

    @ParameterizedTest
    @MethodSource("protocols")
    @Timeout(60)
    void aProtocolGivesTheSameOnThreads(String name, String spoken) {
        Workload workload = CATALOG.workload(name);
        Protocol protocol = PROTOCOLS.of(workload, spoken);
        int nodes = nodes(workload, protocol);
        SimulationReport virtual = new SimulationRun(
                        protocol, small(workload, protocol), nodes, Conditions.FAIR.withNetwork(UNEVEN))
                .run();
        assertInstanceOf(
                SimulationOutcome.Finished.class,
                virtual.outcome(),
                () -> virtual.outcome().line());

        for (String transport : List.of("jctools-mpsc", "ring")) {
            ThreadRun.Result real = ThreadRun.of(protocol, small(workload, protocol), nodes, transport(transport));
            assertEquals(Optional.empty(), real.violation(), transport);
            assertEquals(virtual.digest(), OptionalLong.of(real.digest()), transport);
        }
    }

    private static Transport transport(String name) {
        return CATALOG.transports().stream()
                .filter(transport -> transport.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void thePlayOfASeedIsAlwaysTheSame(String name, String spoken) {
        Workload workload = CATALOG.workload(name);
        Protocol protocol = PROTOCOLS.of(workload, spoken);
        int nodes = nodes(workload, protocol);
        Conditions conditions = Conditions.FAIR.withNetwork(UNEVEN);

        SimulationReport once = new SimulationRun(protocol, small(workload, protocol), nodes, conditions).run();

        assertEquals(once, new SimulationRun(protocol, small(workload, protocol), nodes, conditions).run());
    }
}
