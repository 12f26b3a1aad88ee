// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.finding.Waterfall.Complete;
import dev.duality.results.finding.Waterfall.Incomplete;
import dev.duality.results.statistics.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public class WaterfallTest {
    private static final Map<String, String> NONE = Map.of();

    /// Three forks around a value.
    private static double[] description(double nanos) {
        return new double[] {nanos - 1, nanos, nanos + 1};
    }

    /// Steps of 200, 20, 30, 100, 40 and 60 ns, and of 500 for persistence; sleeping costs 10.
    public static Planted planted(double measured) {
        return new Planted()
                .add("echo", "shm:line", 1, 1, "pause", 0, NONE, description(220))
                .add("echo", "shm:ring", 1, 1, "pause", 0, NONE, description(250))
                .add("echo", "shm:direct", 1, 0, "pause", 4096, NONE, description(150))
                .add("echo", "shm:ring", 1, 1, "pause", 4096, NONE, description(350))
                .add("echo", "messaging:ring", 1, 1, "pause", 4096, NONE, description(390))
                .add("echo", "messaging:ring", 1, 1, "park", 4096, NONE, description(400))
                .add("echo", "messaging:chronicle", 1, 1, "pause", 4096, NONE, description(890))
                .add("rpc", "shm:direct", 1, 0, "pause", 4096, NONE, description(210))
                .add("rpc", "messaging:ring", 1, 1, "pause", 4096, NONE, description(measured))
                .add("rpc", "messaging:ring", 1, 1, "park", 4096, NONE, description(460))
                .add("rpc", "messaging:chronicle", 1, 1, "pause", 4096, NONE, description(1_900));
    }

    private static Waterfall only(Planted planted) {
        List<Waterfall> all = planted.findings(200).waterfalls();
        assertEquals(1, all.size());
        return all.getFirst();
    }

    private static Complete complete(double measured) {
        return assertInstanceOf(Complete.class, only(planted(measured)));
    }

    @Test
    void eachStepIsTheDifferenceOfTwoCells() {
        double[] expected = {200, 20, 30, 100, 40, 60};
        assertArrayEquals(
                expected,
                complete(450).steps().stream()
                        .mapToDouble(Waterfall.Step::nanos)
                        .toArray(),
                1e-9);
    }

    @Test
    void theStepsAddUpToWhatIsPredicted() {
        Complete found = complete(500);
        double sum = found.steps().stream().mapToDouble(Waterfall.Step::nanos).sum();

        assertEquals(450, sum, 1e-9);
        assertEquals(sum, found.sums().getFirst().predictedNanos(), 1e-9);
        assertEquals(0.9, found.sums().getFirst().share(), 1e-9);
        assertTrue(found.sums().getFirst().addsUp());
    }

    @Test
    void sleepingAndPersistenceHaveSumsOfTheirOwn() {
        List<Waterfall.Sum> sums = complete(450).sums();

        assertEquals(3, sums.size());
        assertEquals(10, sums.get(1).extra().orElseThrow().nanos(), 1e-9);
        assertEquals(1, sums.get(1).share(), 1e-9);
        assertEquals(500, sums.get(2).extra().orElseThrow().nanos(), 1e-9);
        assertEquals(950, sums.get(2).predictedNanos(), 1e-9);
        assertFalse(sums.get(2).addsUp()); // half of 1,900
    }

    @Test
    void fifteenPercentEitherWayAddUpAndMoreDoesNot() {
        assertTrue(complete(450 / 0.86).sums().getFirst().addsUp());
        assertFalse(complete(450 / 0.84).sums().getFirst().addsUp());
        assertTrue(complete(450 / 1.14).sums().getFirst().addsUp());
        assertFalse(complete(450 / 1.16).sums().getFirst().addsUp());
    }

    @Test
    void aStepBelowNothingIsShownAsItIs() {
        Planted planted = new Planted()
                .add("echo", "shm:line", 1, 1, "pause", 0, NONE, description(190))
                .add("echo", "shm:ring", 1, 1, "pause", 0, NONE, description(250))
                .add("echo", "shm:direct", 1, 0, "pause", 0, NONE, description(5))
                .add("echo", "messaging:ring", 1, 1, "pause", 0, NONE, description(260))
                .add("rpc", "shm:direct", 1, 0, "pause", 0, NONE, description(10))
                .add("rpc", "messaging:ring", 1, 1, "pause", 0, NONE, description(265));

        Waterfall.Step publish =
                assertInstanceOf(Complete.class, only(planted)).steps().get(1);
        assertEquals(-10, publish.nanos(), 1e-9);
        assertEquals(Optional.of(new Interval(-11, -9)), publish.interval());
    }

    @Test
    void roundsThatWereSlowForAllCellsLeaveTheSharePrecise() {
        double[] mood = {1, 2, 1.5, 3};
        Planted planted = new Planted()
                .add("echo", "shm:line", 1, 1, "pause", 0, NONE, times(220, mood))
                .add("echo", "shm:ring", 1, 1, "pause", 0, NONE, times(250, mood))
                .add("echo", "shm:direct", 1, 0, "pause", 0, NONE, times(5, mood))
                .add("echo", "messaging:ring", 1, 1, "pause", 0, NONE, times(260, mood))
                .add("rpc", "shm:direct", 1, 0, "pause", 0, NONE, times(10, mood))
                .add("rpc", "messaging:ring", 1, 1, "pause", 0, NONE, times(265, mood));

        Interval share = assertInstanceOf(Complete.class, only(planted))
                .sums()
                .getFirst()
                .shareInterval()
                .orElseThrow();
        assertEquals(1, share.low(), 1e-9);
        assertEquals(1, share.high(), 1e-9);
    }

    private static double[] times(double nanos, double[] mood) {
        return Arrays.stream(mood).map(factor -> nanos * factor).toArray();
    }

    @Test
    void whatBeganColdIsNoPartOfItAndHasNone() {
        Map<String, String> cold = Map.of(Cell.COLD, "yes");
        Planted both = planted(450)
                .add("echo", "shm:line", 1, 1, "pause", 0, cold, description(9))
                .add("echo", "shm:direct", 1, 0, "pause", 4096, cold, description(9))
                .add("rpc", "messaging:ring", 1, 1, "pause", 4096, cold, description(9));

        assertEquals(
                complete(450).steps(),
                assertInstanceOf(Complete.class, only(both)).steps());
    }

    @Test
    void whatIsMissingIsNamed() {
        Planted planted = new Planted()
                .add("echo", "shm:line", 1, 1, "pause", 0, NONE, description(220))
                .add("rpc", "messaging:ring", 1, 1, "pause", 0, NONE, description(265));

        assertEquals(
                List.of(
                        "echo on shm:ring without data",
                        "echo on shm:ring with 0 bytes",
                        "echo on messaging:ring with 0 bytes",
                        "echo on shm:direct with 0 bytes",
                        "rpc on shm, 1 worker and no server"),
                assertInstanceOf(Incomplete.class, only(planted)).missing());
    }

    @Test
    void aMixOfReadsAndWritesIsNotExplainedByAnEchoThatOnlyBringsDataBack() {
        Planted planted = planted(450)
                .add("cache", "shm:lock", 1, 0, "pause", 4096, Map.of("writes", "12"), description(300))
                .add("cache", "messaging:ring", 1, 1, "pause", 4096, Map.of("writes", "12"), description(500));

        Waterfall cache = planted.findings(200).waterfalls().getLast();
        assertEquals(
                List.of("a script whose data all go one way (use writes=0)"),
                assertInstanceOf(Incomplete.class, cache).missing());
    }

    @Test
    void aRunWithoutTheStepsHasNoWaterfall() {
        Planted planted = new Planted().add("rpc", "messaging:ring", 1, 1, "pause", 0, NONE, description(265));

        assertEquals(List.of(), planted.findings(200).waterfalls());
    }
}
