// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.CpuPlan;
import dev.duality.jmh.machine.placement.Topology;
import dev.duality.results.Floor;
import dev.duality.results.Stalls;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloorTest {
    /// Cores of one thread each, in one cache.
    private static Topology cores(int... ids) {
        return new Topology(IntStream.of(ids)
                .mapToObj(id -> new Topology.Cpu(id, id, 0, 0, 1024))
                .toList());
    }

    private static Optional<List<Integer>> pair(Topology topology, double quotaCores, int workers, int servers) {
        return CpuPair.cpus(CpuPlan.of(topology, quotaCores, workers, servers), topology, quotaCores);
    }

    @Test
    void aProbeIsBetweenTheCellsOwnCpus() {
        Topology four = cores(2, 3, 5, 7);
        CpuPlan.Pinned served = (CpuPlan.Pinned) CpuPlan.of(four, 0, 2, 1);

        assertEquals(
                Optional.of(
                        List.of(served.workers().getFirst(), served.servers().getFirst())),
                pair(four, 0, 2, 1));
        assertEquals(
                Optional.of(
                        ((CpuPlan.Pinned) CpuPlan.of(four, 0, 3, 0)).workers().subList(0, 2)),
                pair(four, 0, 3, 0));
    }

    @Test
    void aThreadThatIsAloneIsPairedWithItsNeighbour() {
        List<Integer> cpus = pair(cores(2, 3, 5), 0, 1, 0).orElseThrow();

        assertEquals(List.of(2, 3), cpus);
    }

    @Test
    void aCellWhoseThreadsAreNotPinnedHasTheBestPairOfTheMachine() {
        assertEquals(pair(cores(0, 1), 0, 1, 1), pair(cores(0, 1), 0, 8, 0));
    }

    @Test
    void whereTwoThreadsCannotRunAtOnceThereIsNoProbeAndNothingHangs() {
        assertEquals(Optional.empty(), pair(cores(0), 0, 1, 0));
        assertEquals(Optional.empty(), pair(cores(0), 0, 1, 1));
        assertEquals(Optional.empty(), pair(cores(0, 1), 1.5, 1, 0));
        assertEquals(Optional.empty(), pair(cores(), 0, 1, 1));
        assertEquals(
                OptionalDouble.empty(),
                FloorProbe.of(CpuPlan.of(cores(0), 0, 1, 0), cores(0), 0, Affinity.ofThisMachine())
                        .nanos());
    }

    @Test
    void oneCoreIsToldInOneLine() {
        assertTrue(FloorCheck.unavailable(1).orElseThrow().startsWith("one core: "));
        assertEquals(Optional.empty(), FloorCheck.unavailable(2));
    }

    @ParameterizedTest
    @EnumSource
    void aLineComesBackAgainAfterAStop(PingPong.Form form) throws InterruptedException {
        PingPong line = new PingPong(form);
        for (int attempt = 1; attempt <= 3; attempt++) {
            Thread answering = new Thread(line::answer);
            answering.start();
            assertEquals(attempt * 20L, line.roundTrips(10));
            line.stop();
            answering.join();
        }
    }

    @Test
    void aLookHasEachFormAndWatchesTheIdle() {
        assumeTrue(FloorCheck.unavailable().isEmpty(), "needs two cores");
        Floor floor = FloorCheck.measure(Floor.When.BETWEEN, 8, OptionalDouble.empty());

        assertEquals(PingPong.Form.values().length, floor.forms().size());
        assertTrue(floor.idle().orElseThrow().seconds() > 0);
    }

    @Test
    void aProbeReadsTheSameLineAgainAndAgain() {
        assumeTrue(FloorCheck.unavailable().isEmpty(), "needs two cores");
        Affinity affinity = Affinity.ofThisMachine();
        assumeTrue(affinity.allowed().size() >= 2, "needs the numbers of two CPUs");
        Topology topology =
                cores(affinity.allowed().stream().mapToInt(Integer::intValue).toArray());
        FloorProbe probe = FloorProbe.of(CpuPlan.of(topology, 0, 1, 1), topology, 0, affinity);

        for (int i = 0; i < 3; i++) {
            assertTrue(probe.nanos().orElseThrow() > 0);
        }
    }

    @Test
    void aStallIsWhatALongTimeBetweenTwoReadingsShows() {
        StallClock clock = new StallClock(1_000);
        clock.read(1_000 + Stalls.LEAST_NANOS);
        long begin = clock.read(500_000);
        clock.read(begin + 50);
        clock.read(begin + 50 + 2_000_000);
        clock.read(begin + 60 + 2_000_000);

        Stalls stalls = StallClock.sum(List.of(clock));
        assertEquals(2, stalls.count());
        assertEquals((399_000 + 2_000_000) / 1e9, stalls.stalledSeconds(), 1e-12);
        assertEquals(2_000_000, stalls.longestNanos());
        assertEquals(2_499_060 / 1e9, stalls.seconds(), 1e-12);
    }

    @Test
    void whatAThreadGaveAwayIsNoStall() {
        StallClock clock = new StallClock(0);
        clock.read(10);
        clock.readAfterRest(9_000_000);
        clock.read(9_000_020);

        Stalls stalls = StallClock.sum(List.of(clock));
        assertEquals(0, stalls.count());
        assertEquals(0, stalls.longestNanos());
        assertEquals(30 / 1e9, stalls.seconds(), 1e-15);
    }

    @Test
    void stallsOfSeveralThreadsAddUpAndTheLongestIsOfAll() {
        StallClock one = new StallClock(0);
        one.read(300_000);
        StallClock two = new StallClock(0);
        two.read(700_000);

        assertEquals(new Stalls(1e-3, 2, 1e-3, 700_000), StallClock.sum(List.of(one, two)));
    }

    @Test
    void withOneCoreALookIsRefusedAtOnce() {
        assumeTrue(FloorCheck.unavailable().isPresent(), "needs a single core");
        assertThrows(
                IllegalStateException.class, () -> FloorCheck.measure(Floor.When.BEFORE, 8, OptionalDouble.empty()));
        assertFalse(FloorCheck.unavailable().isEmpty());
    }
}
