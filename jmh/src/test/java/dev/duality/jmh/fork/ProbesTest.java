// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.load.PlainLoad;
import dev.duality.jmh.load.RowSurroundings;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.results.FloorProbes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Loads of a second each on a machine whose floors are invented, and read in no time but where a test says otherwise.
class ProbesTest {
    private final Queue<Double> floors = new ArrayDeque<>();
    private long millis;
    private long probeMillis;
    private int done;

    private Probes probes(Spare spare, double... nanos) {
        Arrays.stream(nanos).forEach(floors::add);
        return new Probes(this::floor, around(""), spare, Probes.MOST_TRIES, () -> millis * 1_000_000);
    }

    private static RowSurroundings around(String more) {
        return PlainLoad.of(CellSpec.parse("workload=counter;on=plain:specification" + more))
                .around();
    }

    @Test
    void theNeighbourIsThereBesideEachTryAndNotBesideTheFloor() {
        assumeTrue(Affinity.ofThisMachine().allowed().size() > 1, "a neighbour has a core of its own");
        List<Boolean> seen = new ArrayList<>();
        Probes probes = new Probes(
                () -> {
                    seen.add(neighbourIsThere());
                    return OptionalDouble.of(seen.size() < 4 ? 120 * seen.size() : 360);
                },
                around(";neighbour=stream"),
                any(60_000),
                2,
                () -> 0);

        tries(probes, 1, 0, number -> {
            seen.add(neighbourIsThere());
            return number;
        });

        assertEquals(List.of(false, true, false, true, false), seen);
    }

    private static boolean neighbourIsThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("neighbour"));
    }

    /// All tries of a load behind which nothing comes.
    private List<Probes.Tried<Integer>> tries(Probes probes) {
        return tries(probes, 1_000, 0, this::load);
    }

    private static <T> List<Probes.Tried<T>> tries(Probes probes, long planned, long others, IntFunction<T> load) {
        List<Probes.Tried<T>> all = new ArrayList<>();
        probes.tries(planned, others, all, load);
        return all;
    }

    private OptionalDouble floor() {
        millis += probeMillis;
        return floors.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(floors.remove());
    }

    private int load(int number) {
        millis += 1_000;
        done++;
        return number;
    }

    private static Spare any(long millis) {
        return new Spare(millis, OptionalDouble.empty());
    }

    private static Spare at(double nanos, long millis) {
        return new Spare(millis, OptionalDouble.of(nanos));
    }

    @Test
    void aLoadIsDoneAgainUntilTheMachineStays() {
        Probes probes = probes(any(10_000), 120, 480, 65, 66, 480);

        assertEquals(
                List.of(
                        new Probes.Tried<>(1, Optional.of(new FloorProbes(120, 480))),
                        new Probes.Tried<>(2, Optional.of(new FloorProbes(480, 65))),
                        new Probes.Tried<>(3, Optional.of(new FloorProbes(65, 66)))),
                tries(probes));
        assertEquals(3_000, probes.loadNanos() / 1_000_000);
    }

    /// A try that the time does not pay for would be paid for by forks that are planned.
    @Test
    void theFirstTryIsPlannedAndAnotherBeginsOnlyIfThereIsTimeForAllOfIt() {
        assertEquals(2, tries(probes(any(1_999), 120, 480, 120, 480)).size());
        floors.clear();
        assertEquals(1, tries(probes(any(999), 120, 480, 120)).size());
        floors.clear();
        done = 0;
        assertEquals(1, tries(probes(Spare.NONE, 120, 480)).size());
        assertEquals(1, done);
    }

    /// Loads of 4, 1 and 1 s: by equal shares the longest, of which a table is made, would be done again last.
    @Test
    void eachLoadHasAShareAsLongAsItselfAndWhatThoseBeforeItHaveLeft() {
        double[] moves = new double[40];
        Arrays.setAll(moves, i -> i % 2 == 0 ? 120 : 480);
        Probes moving = probes(any(6_000), moves);
        assertEquals(2, tries(moving, 4_000, 2_000, _ -> millis += 4_000).size());
        assertEquals(2, tries(moving, 1_000, 1_000, this::load).size());
        assertEquals(2, tries(moving, 1_000, 0, this::load).size());

        floors.clear();
        double[] thenMoves = new double[40];
        Arrays.setAll(thenMoves, i -> i < 2 || i % 2 == 1 ? 120 : 480);
        Probes later = probes(any(6_000), thenMoves);
        assertEquals(1, tries(later, 4_000, 2_000, _ -> millis += 4_000).size());
        assertEquals(4, tries(later, 1_000, 1_000, this::load).size()); // three of six
        assertEquals(4, tries(later, 1_000, 0, this::load).size());
    }

    @Test
    void whatWasDoneIsThereAlsoIfALaterTryThrows() {
        List<Probes.Tried<Integer>> all = new ArrayList<>();
        Probes probes = probes(any(60_000), 120, 480, 120);

        assertThrows(
                IllegalStateException.class,
                () -> probes.tries(1_000, 0, all, number -> {
                    if (number == 2) {
                        throw new IllegalStateException("the second");
                    }
                    return number;
                }));
        assertEquals(List.of(new Probes.Tried<>(1, Optional.of(new FloorProbes(120, 480)))), all);
    }

    /// Such as a job that would take too long: it does not become shorter.
    @Test
    void aLoadThatIsNoneIsNotTriedAgain() {
        List<Probes.Tried<Optional<String>>> all = new ArrayList<>();
        probes(any(60_000), 120, 480, 120).tries(1_000, 0, all, _ -> Optional.empty(), Optional::isPresent);

        assertEquals(1, all.size());
    }

    @Test
    void aLoadIsNotDoneAgainWhereTheFloorDoesNotComeBack() {
        probeMillis = 20;
        double[] away = new double[400];
        Arrays.fill(away, 480);
        Arrays.fill(away, 0, 3, 120);
        Probes probes = probes(at(120, 5_000), away);

        assertEquals(List.of(new Probes.Tried<>(1, Optional.of(new FloorProbes(120, 480)))), tries(probes));
    }

    @Test
    void aMachineThatNeverStaysEndsIt() {
        double[] moves = new double[40];
        Arrays.setAll(moves, i -> i % 2 == 0 ? 120 : 480);

        assertEquals(Probes.MOST_TRIES, tries(probes(any(1_000_000), moves)).size());
    }

    @Test
    void whereNobodyCanReadAFloorEachLoadIsDoneOnceAndNothingIsWaitedFor() {
        List<Probes.Tried<Integer>> tries = tries(probes(at(120, 10_000)));

        assertEquals(List.of(new Probes.Tried<>(1, Optional.empty())), tries);
        assertEquals(1_000, millis);
    }

    @Test
    void aFloorIsWaitedForUntilItIsReadThreeTimesInSuccession() {
        Probes probes = probes(at(120, 10_000), 480, 118, 121, 480, 118, 121, 125, 122);

        assertEquals(List.of(new Probes.Tried<>(1, Optional.of(new FloorProbes(125, 122)))), tries(probes));
        assertTrue(floors.isEmpty());
    }

    @Test
    void aLoadThatStayedElsewhereIsDoneAgain() {
        Probes probes = probes(at(120, 10_000), 120, 120, 120, 480, 480, 120, 120, 120, 121);

        assertEquals(
                List.of(
                        new Probes.Tried<>(1, Optional.of(new FloorProbes(120, 480))),
                        new Probes.Tried<>(2, Optional.of(new FloorProbes(120, 121)))),
                tries(probes));
    }

    @Test
    void aFloorThatDoesNotComeInTimeIsNoReasonToMeasureNothing() {
        probeMillis = 20;
        double[] far = new double[200];
        Arrays.fill(far, 480);
        Probes probes = probes(at(120, 1_000), far);
        millis = 0;

        List<Probes.Tried<Integer>> tries = tries(probes);
        assertEquals(List.of(new Probes.Tried<>(1, Optional.of(new FloorProbes(480, 480)))), tries);
        assertEquals(1_000 + 1_000 + 20, millis);
    }

    @Test
    void aLoadIsWhereItIsWantedIfBothProbesAreBetweenTheFloorOverAndTimesTheRootOfOneAndAHalf() {
        Spare near = at(100, 1);

        assertTrue(near.settles(Optional.of(new FloorProbes(82, 90))));
        assertTrue(near.settles(Optional.of(new FloorProbes(122, 115))));
        assertFalse(near.settles(Optional.of(new FloorProbes(81, 90))));
        assertFalse(near.settles(Optional.of(new FloorProbes(120, 123))));
        assertFalse(near.settles(Optional.of(new FloorProbes(90, 115)))); // it moved
        assertTrue(any(1).settles(Optional.of(new FloorProbes(480, 490))));
        assertFalse(any(1).settles(Optional.of(new FloorProbes(120, 480))));
    }
}
