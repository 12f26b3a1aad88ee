// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.jmh.machine.placement.CpuPlan.Oversubscribed;
import dev.duality.jmh.machine.placement.CpuPlan.Pinned;
import dev.duality.jmh.machine.placement.CpuPlan.Unknown;
import dev.duality.jmh.machine.placement.Topology.Cpu;
import dev.duality.results.Machine;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CpuPlanTest {
    private static final int UNLIMITED = 0;
    /// Two cores, one thread each: the smallest machine.
    private static final Topology SMALL = new Topology(List.of(new Cpu(0, 0, 0, 0, 1024), new Cpu(1, 1, 0, 0, 1024)));
    /// Four cores of two threads each, numbered as Intel does: siblings are 0 and 4, 1 and 5, …
    private static final Topology SMT = new Topology(IntStream.range(0, 8)
            .mapToObj(id -> new Cpu(id, id % 4, 0, 0, 1024))
            .toList());
    /// Two sockets of three cores; even CPUs on the first, odd ones on the second.
    private static final Topology SOCKETS = new Topology(IntStream.range(0, 6)
            .mapToObj(id -> new Cpu(id, id, id % 2, id % 2, 1024))
            .toList());
    /// Two slow cores with low numbers, then two fast ones.
    private static final Topology HYBRID = new Topology(IntStream.range(0, 4)
            .mapToObj(id -> new Cpu(id, id, 0, 0, id < 2 ? 400 : 1024))
            .toList());

    @Test
    void aWorkerAndAServerHaveACoreEach() {
        assertEquals(new Pinned(List.of(0), List.of(1)), CpuPlan.of(SMALL, UNLIMITED, 1, 1));
    }

    @Test
    void moreThreadsThanCpusAreNotPinned() {
        assertEquals(new Oversubscribed(3, 2), CpuPlan.of(SMALL, UNLIMITED, 2, 1));
    }

    @Test
    void moreThreadsThanTheQuotaAreNotPinned() {
        assertEquals(new Oversubscribed(2, 1.5), CpuPlan.of(SMT, 1.5, 2, 0));
    }

    @Test
    void aSpareCpuIsOneOfACoreThatNobodyHasBesideTheFirstWorkersCache() {
        assertEquals(OptionalInt.of(1), new Pinned(List.of(0), List.of()).spare(SMALL));
        assertEquals(OptionalInt.of(2), new Pinned(List.of(0), List.of(1)).spare(SMT));
        assertEquals(OptionalInt.of(5), new Pinned(List.of(1), List.of(3)).spare(SOCKETS));
    }

    @Test
    void aSiblingIsSpareWhereNoCoreIsAndNothingWhereNoCpuIs() {
        assertEquals(OptionalInt.of(4), new Pinned(List.of(0, 1), List.of(2, 3)).spare(SMT));
        assertEquals(OptionalInt.empty(), new Pinned(List.of(0), List.of(1)).spare(SMALL));
        assertEquals(OptionalInt.empty(), new Oversubscribed(3, 2).spare(SMALL));
    }

    @Test
    void aQuotaAboveTheCpusChangesNothing() {
        assertEquals(new Oversubscribed(3, 2), CpuPlan.of(SMALL, 64, 2, 1));
    }

    @Test
    void coresAreFilledBeforeSiblings() {
        assertEquals(new Pinned(List.of(0, 1, 2), List.of(3)), CpuPlan.of(SMT, UNLIMITED, 3, 1));
    }

    @Test
    void siblingsComeLastAndThePlanSaysSo() {
        assertEquals(new Pinned(List.of(0, 1, 2, 3, 4), List.of()), CpuPlan.of(SMT, UNLIMITED, 5, 0));
    }

    @Test
    void aServerStandsBesideItsWorkers() {
        CpuPlan plan = CpuPlan.of(SOCKETS, UNLIMITED, 2, 2);

        assertEquals(new Pinned(List.of(0, 1), List.of(2, 3)), plan);
    }

    @Test
    void aGroupThatFitsNowhereTogetherIsSpread() {
        assertEquals(new Pinned(List.of(0, 2, 4), List.of(1)), CpuPlan.of(SOCKETS, UNLIMITED, 3, 1));
    }

    @Test
    void fastCoresComeFirst() {
        assertEquals(new Pinned(List.of(2, 3, 0), List.of()), CpuPlan.of(HYBRID, UNLIMITED, 3, 0));
    }

    @Test
    void serversWithoutWorkersHaveACpuToo() {
        assertEquals(new Pinned(List.of(0), List.of(1, 2)), CpuPlan.of(SMT, UNLIMITED, 1, 2));
    }

    @Test
    void allCpusCanBeUsedAndEachOnce() {
        Pinned plan = assertInstanceOf(Pinned.class, CpuPlan.of(SMT, UNLIMITED, 5, 3));

        assertEquals(
                8,
                IntStream.concat(
                                plan.workers().stream().mapToInt(cpu -> cpu),
                                plan.servers().stream().mapToInt(cpu -> cpu))
                        .distinct()
                        .count());
    }

    @Test
    void withoutKnownCpusNobodyIsPinned() {
        CpuPlan plan = CpuPlan.of(new Topology(List.of()), UNLIMITED, 1, 1);

        assertEquals(new Unknown(), plan);
        assertEquals(OptionalInt.empty(), plan.worker(0));
    }

    @Test
    void withoutKnownCpusTooManyThreadsAreStillTooMany() {
        Machine mac = new Machine(
                "Invented",
                2,
                List.of(),
                UNLIMITED,
                "1 socket",
                List.of(),
                "not visible",
                "not visible",
                "unknown",
                "Mac OS X 15",
                "aarch64",
                1);
        Topology none = new Topology(List.of());

        assertEquals(new Oversubscribed(3, 2), CpuPlan.of(mac, none, 2, 1));
        assertEquals(new Unknown(), CpuPlan.of(mac, none, 1, 1));
    }

    @Test
    void eachThreadCanAskForItsCpu() {
        CpuPlan plan = CpuPlan.of(SOCKETS, UNLIMITED, 2, 2);

        assertEquals(OptionalInt.of(1), plan.worker(1));
        assertEquals(OptionalInt.of(3), plan.server(1));
    }

    @Test
    void aPlanWithoutWorkersIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CpuPlan.of(SMALL, UNLIMITED, 0, 1));
    }

    @Test
    void thePlanIsToldInOneLine() {
        assertEquals("oversubscribed: 3 threads on 2 cores, not pinned", CpuPlan.line(new Oversubscribed(3, 2)));
        assertEquals("workers on CPU [0], servers on CPU [1]", CpuPlan.line(CpuPlan.of(SMALL, UNLIMITED, 1, 1)));
    }
}
