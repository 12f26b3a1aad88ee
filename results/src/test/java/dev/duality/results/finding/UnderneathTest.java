// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.HostCarrier;
import dev.duality.results.HostCarrier.OneSided;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The verdict of rows of hosts whose shared memory the library makes of messages.
class UnderneathTest {
    private static Findings.WorkloadFindings rpc(OneSided... forks) {
        HostCarrier[] carriers =
                Arrays.stream(forks).map(HostFloorTest::carrier).toArray(HostCarrier[]::new);
        double[] times = new double[forks.length];
        Arrays.fill(times, 90_000);
        double[] others = new double[forks.length];
        Arrays.fill(others, 45_000);
        Map<String, String> hosts = Map.of("placement", "hosts");
        return new Planted()
                .add("rpc", "shm:lockfree", 2, 0, "pause", 0, hosts, times)
                .carriedBy(carriers)
                .add("rpc", "shm:direct", 2, 0, "pause", 0, hosts, times)
                .carriedBy(carriers)
                .add("rpc", "shm:mailbox", 1, 1, "pause", 0, hosts, times)
                .carriedBy(carriers)
                .add("rpc", "messaging:mpi", 1, 1, "pause", 0, hosts, others)
                .carriedBy(carriers)
                .findings(200)
                .workloads()
                .getFirst();
    }

    private static Row row(Findings.WorkloadFindings of, String substrate) {
        return of.rows().stream()
                .filter(row -> row.cell().substrate().equals(substrate))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOADS_AND_STORES", "BY_THE_NETWORK"})
    void memoryThatIsSharedMakesAHeadline(OneSided memory) {
        Findings.WorkloadFindings rpc = rpc(memory);
        Verdict.Compared verdict = (Verdict.Compared) rpc.verdict();

        assertTrue(row(rpc, "messaging:mpi").gap().orElseThrow().fair());
        assertTrue(verdict.delegation().isPresent() && verdict.inPlace().isPresent());
    }

    @Test
    void messagesUnderneathAreNoSharedMemoryInAVerdict() {
        Findings.WorkloadFindings rpc = rpc(OneSided.MESSAGES);
        Gap gap = row(rpc, "messaging:mpi").gap().orElseThrow();
        Verdict.Inconclusive verdict = (Verdict.Inconclusive) rpc.verdict();

        assertFalse(gap.fair());
        assertEquals(List.of("messages underneath"), gap.unequal());
        assertEquals(List.of("messages underneath"), row(rpc, "shm:lockfree").unequal());
        assertEquals(List.of("messages underneath"), row(rpc, "shm:mailbox").unequal());
        assertEquals("inconclusive: the shared memory of these hosts is messages underneath", verdict.text());
        assertEquals(Optional.empty(), verdict.delegation());
        assertEquals(Optional.empty(), verdict.inPlace());
    }

    @Test
    void oneForkByMessagesIsEnough() {
        assertFalse(row(rpc(OneSided.MESSAGES, OneSided.BY_THE_NETWORK), "messaging:mpi")
                .gap()
                .orElseThrow()
                .fair());
    }

    @Test
    void memoryThatNobodySeesIntoIsNoHeadlineEither() {
        Findings.WorkloadFindings rpc = rpc(OneSided.NOT_VISIBLE);

        assertEquals(
                List.of("perhaps messages underneath"),
                row(rpc, "messaging:mpi").gap().orElseThrow().unequal());
        assertEquals(
                "inconclusive: the shared memory of these hosts is perhaps messages underneath",
                rpc.verdict().text());
    }
}
