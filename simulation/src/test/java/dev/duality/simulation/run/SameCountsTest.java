// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

import dev.duality.simulation.network.Network;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.Protocols;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Plays where nothing fails: a protocol's messages and counts are the same in virtual time and on threads. Caches have
/// one client with one user: with more, who comes first decides what is called back.
class SameCountsTest {
    private static final Catalog CATALOG = Catalog.load(SameCountsTest.class.getClassLoader());
    private static final Protocols PROTOCOLS = Protocols.load(SameCountsTest.class.getClassLoader());

    /// A thread that stands still for half a second makes messages of its own, which virtual time does not have.
    private static final int PLAYS = 3;

    @ParameterizedTest
    @CsvSource({
        "rpc, plain, 4, operations=600",
        "rpc, sprite, 4, operations=600",
        "rpc, sprite, 4, operations=600;command=echo;payload=3000",
        "cache, plain, 2, operations=600",
        "cache, none, 2, operations=12;users=1;think=0;hurry=20",
        "cache, sprite, 2, operations=12;users=1;think=0;hurry=20",
        "cache, token, 2, operations=12;users=1;think=0;hurry=20",
        "cache, polling, 2, operations=12;users=1;think=0;hurry=20;poll=100000"
    })
    @Timeout(120)
    void countsAreTheSameOnThreads(String name, String spoken, int nodes, String settings) {
        Workload workload = CATALOG.workload(name);
        Protocol protocol = PROTOCOLS.of(workload, spoken);
        Map<String, String> values = new LinkedHashMap<>();
        for (String each : settings.split(";")) {
            values.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }
        Setting setting = Setting.of(workload, Values.of(workload, protocol.parameters(), values))
                .withSeed(7);
        Map<String, Long> virtual =
                counts(new SimulationRun(protocol, setting, nodes, Conditions.FAIR.withNetwork(Network.PERFECT)).run());

        Map<String, Long> real = Map.of();
        for (int play = 0; play < PLAYS && !virtual.equals(real); play++) {
            real = counts(ThreadRun.of(
                    protocol,
                    setting,
                    nodes,
                    CATALOG.transports().stream()
                            .filter(transport -> transport.name().equals("ring"))
                            .findFirst()
                            .orElseThrow()));
        }
    }

    private static Map<String, Long> counts(SimulationReport report) {
        return with(report.counts(), report.traffic().messages());
    }

    private static Map<String, Long> counts(ThreadRun.Result report) {
        return with(report.counts(), report.messages());
    }

    private static Map<String, Long> with(Map<String, Long> counts, long messages) {
        Map<String, Long> all = new LinkedHashMap<>(counts);
        all.put("messages", messages);
        return all;
    }
}
