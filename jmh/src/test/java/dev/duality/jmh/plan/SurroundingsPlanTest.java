// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.cell.Collector;
import dev.duality.jmh.cell.Neighbour;
import dev.duality.jmh.cell.Surroundings;
import dev.duality.results.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SurroundingsPlanTest extends Planned {
    private static Plan plan(
            Preset preset, int cores, List<String> workloads, List<String> substrates, Surroundings.Choice around) {
        return plan(preset, cores, workloads, substrates, around, Optional.empty());
    }

    private static Plan plan(
            Preset preset,
            int cores,
            List<String> workloads,
            List<String> substrates,
            Surroundings.Choice around,
            Optional<String> noRoom) {
        Request request = new Request(
                preset,
                workloads,
                substrates,
                List.of(1),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0),
                Optional.empty(),
                1,
                Optional.empty(),
                List.of(),
                around);
        return new Planner(CATALOG, request, cores, new Room(noRoom, 1, Optional.empty())).plan();
    }

    private static Surroundings.Choice by(Collector... collectors) {
        return new Surroundings.Choice(List.of(collectors), List.of());
    }

    @Test
    void eachCollectorIsACellOfItsOwnWithT1BesideIt() {
        Plan plan = plan(Preset.QUICK, 2, List.of("counter"), List.of("shm:lockfree"), by(Collector.G1, Collector.ZGC));

        assertEquals(
                List.of(
                        "counter/plain:specification/w1/g1",
                        "counter/shm:lockfree/w1/g1",
                        "counter/plain:specification/w1/zgc",
                        "counter/shm:lockfree/w1/zgc"),
                ids(plan));
        Plan.Planned last = plan.cells().getLast();
        assertEquals("zgc", last.cell().params().get(Cell.COLLECTOR).value());
        assertEquals(List.of("-XX:+UseZGC"), last.order().around().flags());
    }

    @Test
    void whatNobodyNamesIsInNoNameAndInNoParameter() {
        Plan plan = plan(Preset.QUICK, 2, List.of("counter"), List.of("shm:lockfree"), Surroundings.Choice.NONE);

        assertEquals(List.of("counter/plain:specification/w1", "counter/shm:lockfree/w1"), ids(plan));
        assertTrue(plan.cells().getLast().cell().hasUsualSurroundings());
    }

    @Test
    void thePresetOfCollectorsHasFreshAndReusedMessagesByThree() {
        Plan plan = plan(Preset.COLLECTORS, 2, List.of(), List.of(), Surroundings.Choice.NONE);

        assertEquals(9, plan.cells().size());
        assertTrue(
                ids(plan).contains("rpc/messaging:jctools-spsc-fresh/w1/x16/command=echo/zgc"),
                () -> ids(plan).toString());
        assertTrue(plan.cells().stream()
                .allMatch(
                        cell -> cell.cell().payloadBytes() == 64 && cell.cell().window() == 16));
        assertEquals(6, plan.rounds());
        assertTrue(plan.fits());
    }

    @Test
    void aPresetIsNarrowedToTheCollectorsThatAreNamed() {
        assertEquals(
                List.of(
                        "rpc/shm:mailbox/w1/x16/command=echo/zgc",
                        "rpc/messaging:jctools-spsc/w1/x16/command=echo/zgc",
                        "rpc/messaging:jctools-spsc-fresh/w1/x16/command=echo/zgc"),
                ids(plan(Preset.COLLECTORS, 2, List.of(), List.of(), by(Collector.ZGC))));
    }

    @Test
    void aRowWithoutACoreForItsNeighbourIsSkippedAndOneThreadHasOne() {
        Plan plan = plan(Preset.NEIGHBOUR, 2, List.of("rpc"), List.of(), Surroundings.Choice.NONE);

        assertEquals(
                List.of(
                        "rpc/shm:direct/w1",
                        "rpc/shm:direct/w1/neighbour=stream",
                        "rpc/shm:mailbox/w1",
                        "rpc/messaging:ring/w1"),
                ids(plan));
        assertEquals(
                List.of("rpc/shm:mailbox/w1/neighbour=stream", "rpc/messaging:ring/w1/neighbour=stream"),
                plan.skipped().stream().map(skipped -> skipped.cell().id()).toList());
        assertEquals(
                "inconclusive: with a neighbour it needs 3 cores, and this machine has 2",
                plan.skipped().getFirst().reason());
    }

    @Test
    void aNeighbourWithoutMemoryIsSkippedWithTheReasonAndRowsAloneAreMeasured() {
        Plan plan = plan(
                Preset.NEIGHBOUR,
                4,
                List.of("counter"),
                List.of("shm:lockfree"),
                Surroundings.Choice.NONE,
                Optional.of("memory is short"));

        assertEquals(List.of("counter/shm:lockfree/w1"), ids(plan));
        assertEquals(
                List.of("counter/shm:lockfree/w1/neighbour=stream: memory is short"),
                plan.skipped().stream()
                        .map(skipped -> skipped.cell().id() + ": " + skipped.reason())
                        .toList());
    }

    @Test
    void withACoreMoreThanItsThreadsARowHasANeighbour() {
        Plan plan = plan(
                Preset.NEIGHBOUR,
                3,
                List.of(),
                List.of(),
                new Surroundings.Choice(List.of(), List.of(Neighbour.STREAM)));

        assertEquals(List.of(), plan.skipped());
        assertTrue(
                ids(plan).contains("cache/messaging:ring/w1/payload=65536/neighbour=stream"),
                () -> ids(plan).toString());
        assertTrue(
                ids(plan).stream().allMatch(id -> id.endsWith("/neighbour=stream")),
                () -> ids(plan).toString());
    }

    @Test
    void thePresetOfNeighboursFitsItsTimeWithSixForks() {
        Plan plan = plan(Preset.NEIGHBOUR, 4, List.of(), List.of(), Surroundings.Choice.NONE);

        assertEquals(6, plan.rounds());
        assertTrue(plan.fits());
    }
}
