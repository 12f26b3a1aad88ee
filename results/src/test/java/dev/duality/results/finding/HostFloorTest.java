// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.HostCarrier;
import dev.duality.results.table.HostSheet;
import dev.duality.results.table.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostFloorTest {
    private static final Map<String, String> HOSTS = Map.of("placement", "hosts");

    /// @param slow by which all its times are longer
    private static HostCarrier carrier(double slow) {
        return new HostCarrier(
                "Open MPI v4.1.4",
                "ob1",
                List.of("self", "tcp"),
                "eth0",
                "pt2pt",
                HostCarrier.OneSided.MESSAGES,
                IntStream.of(8, 1_024, 8_192, 32_768)
                        .mapToObj(bytes -> new HostCarrier.Trip(bytes, slow * (20_000 + 0.5 * bytes)))
                        .toList(),
                slow * 1_000,
                slow * 500);
    }

    private static Findings findings() {
        return new Planted()
                .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 60_012, 60_012, 60_012)
                .carriedBy(carrier(1), carrier(1), carrier(3))
                .add("counter", "shm:lockfree", 2, 0, "none", 0, HOSTS, 9_000)
                .carriedBy(carrier(1))
                .add("rpc", "messaging:ring", 1, 1, "pause", 0, Map.of(), 100)
                .findings(200);
    }

    @Test
    void theTripsOfAllForksOfACarrierMakeALineAndTheParametersOfLogGp() {
        List<HostFloor> floors = findings().hostFloors();

        assertEquals(1, floors.size());
        HostFloor floor = floors.getFirst();
        assertEquals(4, floor.forks());
        assertEquals(20_004, floor.roundTripNanos(), 1e-6);
        assertEquals(0.5, floor.bNanosPerByte(), 0.3);
        assertEquals(20_000, floor.aNanos(), 500);
        assertEquals(750, floor.overheadNanos(), 1e-6);
        assertEquals(floor.aNanos() / 2 - 2 * 750, floor.latencyNanos(), 1e-6);
        assertEquals(floor.bNanosPerByte() / 2, floor.gapNanosPerByte(), 1e-12);
    }

    @Test
    void aLineThatEveryForkKeepsIsFoundExactly() {
        HostFloor floor = new Planted()
                .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 60_012, 60_012)
                .carriedBy(carrier(1), carrier(1))
                .findings(200)
                .hostFloors()
                .getFirst();

        assertEquals(0.5, floor.bNanosPerByte(), 1e-9);
        assertEquals(20_000, floor.aNanos(), 1e-6);
        assertEquals(8_500, floor.latencyNanos(), 1e-6);
    }

    @Test
    void theTableHasTheCarrierAsRow0AndEachRowOfHostsBesideIt() {
        Table table = HostSheet.of(findings()).getFirst();
        String text = table.toString();

        assertTrue(text.contains("ob1 over self, tcp, interface eth0"), text);
        assertTrue(text.contains("messages underneath"), text);
        assertTrue(text.contains("rpc messaging:mpi"), text);
        assertTrue(text.contains("counter shm:lockfree"), text);
        assertTrue(!text.contains("messaging:ring"), text);
        assertTrue(text.contains("3.00"), text);
    }

    @Test
    void timesThatShrinkWithTheLengthMakeNoLineAndTheTableSaysSo() {
        HostCarrier up = carrier(1);
        HostCarrier down = new HostCarrier(
                up.library(),
                up.messages(),
                up.networks(),
                up.link(),
                up.windows(),
                up.oneSided(),
                IntStream.of(8, 1_024, 8_192)
                        .mapToObj(bytes -> new HostCarrier.Trip(bytes, 90_000 - bytes))
                        .toList(),
                up.sendNanos(),
                up.receiveNanos());
        String text = HostSheet.of(new Planted()
                        .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 60_012)
                        .carriedBy(down)
                        .findings(200))
                .toString();

        assertTrue(text.contains("there is no a + b x bytes") && !text.contains("LogGP"), text);
    }

    @Test
    void whatCarriedAForkIsKeptAmongTheLoadsThatCount() {
        Findings found = new Planted()
                .add("rpc", "messaging:mpi", 1, 1, "pause", 0, HOSTS, 60_012, 60_012, 60_012)
                .open(70_000)
                .carriedBy(carrier(1), carrier(1), carrier(3))
                .findings(200);
        Row row = found.workloads().getFirst().rows().getFirst();

        assertEquals(
                List.of(true, true, true),
                found.forks(row).values().stream()
                        .map(fork -> fork.carrier().isPresent())
                        .toList());
    }

    @Test
    void aRunOfOneHostHasNoSuchTable() {
        assertEquals(
                List.of(),
                HostSheet.of(new Planted()
                        .add("rpc", "messaging:ring", 1, 1, "pause", 0, Map.of(), 100)
                        .findings(200)));
    }
}
