// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);

    @Test
    void aCellStandsOnceInThePlan() {
        assertRefused("stands twice", () -> Samples.run(2, List.of(RING, RING)));
    }

    @Test
    void aRecordBelongsToACellOfThePlan() {
        Cell other = Samples.cell("rpc", "messaging:chronicle", 1, 1);

        assertRefused("does not hold", () -> Samples.withForks(Samples.run(2, List.of(RING)), other, 1e6));
    }

    @Test
    void aForkIsRecordedOnce() {
        Run run = Samples.withForks(Samples.run(2, List.of(RING)), RING, 1e6);

        assertRefused("recorded twice", () -> Samples.withForks(run, RING, 1e6));
    }

    @Test
    void aRunDoesNotChangeWithTheListItWasMadeFrom() {
        List<Cell> plan = new ArrayList<>(List.of(RING));
        Run run = Samples.run(2, plan);

        plan.clear();

        assertEquals(List.of(RING), run.plan());
    }

    /// Its date stands in names and pictures.
    @Test
    void aRunBeganInAYearOfFourDigits() {
        for (String far : List.of("+1000000000-12-31T23:59:59.999999999Z", "-1000000000-01-01T00:00:00Z")) {
            Instant started = Instant.parse(far);
            Run run = Samples.run(2, List.of());
            assertRefused(
                    "started is " + far + ", but must be from ",
                    () -> Run.begin(
                            run.id(),
                            started,
                            run.command(),
                            run.preset(),
                            1,
                            run.commit(),
                            run.machine(),
                            run.jvm(),
                            List.of()));
        }
    }

    @Test
    void aRunningRunCannotHaveFinished() {
        Run run = Samples.run(2, List.of(RING));

        assertRefused("RUNNING until it finished", () -> run.finish(Status.RUNNING, Samples.START));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shm", "shm:", "memory:lockfree", "shm:lock free", "messaging:../ring", "SHM:lockfree"})
    void aSubstrateNamesItsSideAndItsForm(String substrate) {
        assertRefused("substrate is", () -> Samples.cell("rpc", substrate, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/rpc", "rpc\n", "a b", "ü"})
    void aCellsIdIsFitForFilesAndTerminals(String id) {
        assertRefused(
                "cell id",
                () -> new Cell(
                        id,
                        "rpc",
                        "shm:direct",
                        RowClass.IN_PLACE,
                        1,
                        0,
                        false,
                        "spin",
                        0,
                        1,
                        Map.of(),
                        List.of(),
                        Samples.queueless(),
                        OptionalDouble.empty()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1, 0})
    void aRateIsAPositiveNumber(double perSecond) {
        assertRefused(
                "opsPerSecond",
                () -> new ClosedLoop(
                        perSecond, 100, List.of(), List.of(), Optional.empty(), Optional.empty(), Samples.usage()));
    }

    @Test
    void batchMeansAscend() {
        assertRefused("must ascend", () -> new BatchMeans(1000, 10, 300, 290, 310));
    }

    @Test
    void latenciesAscend() {
        assertRefused(
                "must ascend",
                () -> new OpenLoop(
                        1,
                        1,
                        0,
                        Samples.START,
                        1,
                        10,
                        20,
                        19,
                        30,
                        40,
                        50,
                        60,
                        List.of(),
                        Samples.stalls(0),
                        "x.hlog",
                        Optional.empty(),
                        Samples.usage()));
    }

    @Test
    void aFigureIsCountedOnce() {
        assertRefused("stands twice", () -> Samples.usage(Figure.perOp("drops", 1), Figure.perOp("drops", 2)));
    }

    @Test
    void measuredMeansThatALoadWasMeasured() {
        assertRefused(
                "holds no load", () -> new Outcome.Measured(List.of(), Optional.empty(), List.of(), Optional.empty()));
    }

    @Test
    void theFloorIsTheLowestForm() {
        assertEquals(250, Samples.floor(Floor.When.BEFORE, 250).roundTripNanos());
    }

    @Test
    void aQuotaBelowTheCoresIsWhatCanBeUsed() {
        Machine whole = Samples.machine(8);
        Machine limited = new Machine(
                whole.cpu(),
                8,
                whole.allowedCpus(),
                2.5,
                whole.topology(),
                whole.caches(),
                whole.governor(),
                whole.clockSource(),
                whole.virtualisation(),
                whole.kernel(),
                whole.architecture(),
                whole.memoryBytes());

        assertEquals(8, whole.usableCores());
        assertEquals(2, limited.usableCores());
    }

    private static void assertRefused(String said, Runnable slip) {
        String message = assertThrows(IllegalArgumentException.class, slip::run).getMessage();
        assertTrue(message.contains(said), message);
    }
}
