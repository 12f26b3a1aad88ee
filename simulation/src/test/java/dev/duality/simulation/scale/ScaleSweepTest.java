// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.finding.HostFloor;
import dev.duality.results.finding.MessageLine;
import dev.duality.results.laws.Scaling;
import dev.duality.simulation.explore.NetworkValues;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Observer;
import dev.duality.simulation.protocol.Protocols;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleSweepTest {
    private static final Catalog CATALOG = Catalog.load(ScaleSweepTest.class.getClassLoader());
    private static final Protocols PROTOCOLS = Protocols.load(ScaleSweepTest.class.getClassLoader());
    private static final HostFloor FLOOR = floor(2);

    private static HostFloor floor(double nanosPerByte) {
        return new HostFloor(
                "a carrier",
                Optional.empty(),
                3,
                14_000,
                1_000,
                List.of(new MessageLine(8, 32_768, 14_000, nanosPerByte)));
    }

    private static ScaleSweep sweep(String workload, String protocol, String set) {
        Workload played = CATALOG.workload(workload);
        Map<String, String> values =
                new LinkedHashMap<>(CarrierParameters.of(List.of(FLOOR)).values());
        for (String pair : set.split(" ")) {
            values.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        NetworkValues network = NetworkValues.takenFrom(values);
        return new ScaleSweep(played, PROTOCOLS.of(played, protocol), values, network, 1);
    }

    private static ScalePoint play(ScaleSweep sweep, int nodes) {
        return sweep.play(nodes, Observer.NOBODY);
    }

    @Test
    void aCarriersParametersAreTheNetworkWhoseMessagesTakeAsLong() {
        CarrierParameters carrier = CarrierParameters.of(List.of(FLOOR));

        assertEquals(Map.of("delay", "constant:5000ns", "per-kb", "1024ns", "overhead", "1000ns"), carrier.values());
        assertEquals(
                new Network.Costs(1_000, 0, 0),
                NetworkValues.takenFrom(new LinkedHashMap<>(carrier.values()))
                        .conditions()
                        .network()
                        .costs());
    }

    @Test
    void aCarrierWhoseLongerMessagesWereNoSlowerGivesNone() {
        HostFloor flat = floor(0);

        assertTrue(assertThrows(IllegalArgumentException.class, () -> CarrierParameters.of(List.of(flat)))
                .getMessage()
                .contains("there is no a + b x bytes"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> CarrierParameters.of(List.of()))
                .getMessage()
                .contains("duality run --placement hosts"));
    }

    /// A call without data: 2 x (1,000 + 32 + 5,000 + 1,000), and the server is busy for 2,000 of them.
    @Test
    void oneClientsCallTakesWhatTwoMessagesDo() {
        SimulationReport report =
                play(sweep("rpc", "plain", "operations=100"), 2).report();

        assertEquals(100 * 14_064, report.nanos());
        assertEquals(14_064.0, (double) report.times().orElseThrow().halfNanos(), 14_064 / 1_000.0);
        assertEquals(2_000.0 / 14_064, report.busiest().orElseThrow().share(), 0.001);
    }

    /// Each call takes 2,000 ns of the server's processor, so there are no more than 500,000 a second.
    @Test
    void withManyClientsTheServersProcessorIsTheLimit() {
        ScaleSweep sweep = sweep("rpc", "plain", "operations=20000");
        ScalePoint point = play(sweep, 1_000);

        assertEquals(999, point.clients());
        assertEquals(500_000, point.perSecond(), 5_000);
        assertEquals(999, point.report().busiest().orElseThrow().node());
        assertTrue(point.report().busiest().orElseThrow().share() > 0.99);
    }

    /// Of each play its checker holds, since it has finished; the same again is the same to the digest.
    @ParameterizedTest
    @CsvSource({
        "rpc, plain, operations=20000",
        "rpc, sprite, operations=20000",
        "loadboard, plain, operations=20000 hosts=4096",
        "loadboard, server, operations=20000",
        "mapreduce, master, operations=12000 chunk=32 reduces=16 beat=1000000000 patience=10000000000",
    })
    @Timeout(120)
    void tenThousandNodesPlayToTheirEnd(String workload, String protocol, String set) {
        ScaleSweep sweep = sweep(workload, protocol, set);
        ScalePoint once = play(sweep, 10_000);
        ScalePoint again = play(sweep, 10_000);

        assertEquals(9_999, once.clients());
        assertTrue(once.perSecond() > 0);
        assertTrue(once.report().times().orElseThrow().calls() > 1_000);
        assertEquals(once, again, "the same seed");
    }

    @Test
    void theLawsSeeTheServerAsTheSerialPart() {
        ScaleSweep sweep = sweep("rpc", "plain", "operations=8000");
        List<ScalePoint> points = List.of(2, 3, 5, 9, 33, 129).stream()
                .map(nodes -> play(sweep, nodes))
                .toList();
        Scaling scaling = sweep.scaling(points);

        assertEquals(6, scaling.steps().size());
        assertEquals(
                14_064.0 / 2_000, // what one client waits, over what the server works
                scaling.steps().getLast().speedup().orElseThrow().value(),
                0.3);
        assertTrue(scaling.series().name().contains("graded model"));
    }
}
