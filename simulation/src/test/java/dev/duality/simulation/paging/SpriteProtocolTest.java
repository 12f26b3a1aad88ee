// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Port;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.network.Simulation;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.Ending;
import dev.duality.simulation.run.Play;
import dev.duality.simulation.run.Played;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.paging.PagingWorkload;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpriteProtocolTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;
    private static final int FRAMES = 32;

    private static Plan plan(boolean onReference, int forkEvery, long seed) {
        return new Plan(
                2,
                1_500,
                64,
                FRAMES,
                2,
                60,
                50,
                SECOND,
                forkEvery,
                onReference,
                100,
                10 * MILLISECOND,
                0,
                SECOND,
                2,
                50 * MILLISECOND,
                seed);
    }

    private static Optional<String> run(PagingCast cast, Network network, long seed) {
        Simulation simulation = new Simulation(cast.nodes(), network, seed, Wire.PAGE_BYTES);
        simulation.start();
        while (!cast.finished() && cast.violation().isEmpty()) {
            assertTrue(simulation.step(), "nothing is left to happen");
        }
        return cast.violation();
    }

    private static PagingCast played(Plan plan) {
        PagingCast cast = new PagingCast(plan);
        assertEquals(Optional.empty(), run(cast, Network.PERFECT, plan.seed()));
        return cast;
    }

    @Test
    void pagesGoAndComeBack() {
        Map<String, Long> counts = played(plan(false, 0, 1)).counts();

        assertEquals(1_500, counts.get("touches"));
        assertTrue(counts.get("page-ins") > 100, counts::toString);
        assertTrue(counts.get("page-outs") > 100, counts::toString);
        assertTrue(counts.get("frames given") > 10, counts::toString);
        assertEquals(0, counts.get("copies"));
    }

    /// A child that only loads a page needs no copy of it, unless the first reference makes one.
    @Test
    void copyingOnReferenceCopiesMoreThanCopyingOnWrite() {
        Map<String, Long> write = played(plan(false, 60, 1)).counts();
        Map<String, Long> reference = played(plan(true, 60, 1)).counts();

        assertEquals(write.get("forks"), reference.get("forks"));
        assertTrue(write.get("borrowed reads") > 0, write::toString);
        assertEquals(0, reference.get("borrowed reads"));
        assertTrue(
                write.get("copies") > 0 && write.get("copies") < reference.get("copies"),
                () -> write + " " + reference);
    }

    /// What is stored is the same whatever becomes of pages: so is what is found.
    @Test
    void howPagesAreCopiedChangesNothingThatIsFound() {
        assertEquals(
                played(plan(false, 60, 1)).digest(), played(plan(true, 60, 1)).digest());
        assertTrue(
                played(plan(false, 60, 1)).digest() != played(plan(false, 0, 1)).digest());
    }

    @Test
    void theBoundsAreReachedAndKept() {
        PagingCast cast = played(plan(false, 60, 1));

        assertEquals(FRAMES / 4, cast.oracle().mostDirty());
        assertEquals(FRAMES / 16, cast.oracle().leastOfPages());
    }

    private static Optional<String> with(PagingCast.Hosts hosts) {
        Plan plan = plan(false, 60, 1);
        return run(new PagingCast(plan, SwapNode::new, hosts), Network.PERFECT, 1);
    }

    private static HostNode host(Plan plan, int host, Oracle oracle, int boot, Function<Plan, FramePool> pools) {
        return new HostNode(plan, host, oracle, boot) {
            @Override
            FramePool pool(Plan of) {
                return pools.apply(of);
            }
        };
    }

    private static Optional<String> withPool(Function<Plan, FramePool> pools) {
        return with((plan, host, oracle, boot) -> host(plan, host, oracle, boot, pools));
    }

    @Test
    void aHostThatDropsModifiedPagesIsFoundOut() {
        String found = withPool(plan -> new FramePool(plan.frames(), plan.penaltyNanos()) {
                    @Override
                    boolean mustBeWritten(Page page) {
                        return false;
                    }
                })
                .orElse("");

        assertTrue(
                found.matches("page \\d+ of host \\d's (child|process) holds \\d+, but \\d+ was stored there last"),
                found);
    }

    @Test
    void aHostThatLetsMoreThanAQuarterBeDirtyIsFoundOut() {
        String found = withPool(plan -> new FramePool(plan.frames(), plan.penaltyNanos()) {
                    @Override
                    int mostDirty() {
                        return plan.frames() / 2;
                    }
                })
                .orElse("");

        assertTrue(found.matches("host \\d has \\d+ dirty pages, more than a quarter of 32"), found);
    }

    @Test
    void aHostThatGivesAllToFilesIsFoundOut() {
        String found = withPool(plan -> new FramePool(plan.frames(), plan.penaltyNanos()) {
                    @Override
                    int mostFiles() {
                        return plan.frames();
                    }
                })
                .orElse("");

        assertTrue(found.matches("host \\d has left virtual memory 1 frames, less than a sixteenth of 32"), found);
    }

    @Test
    void framesThatDoNotAddUpAreFoundOut() {
        String found = withPool(plan -> new FramePool(plan.frames() - 1, plan.penaltyNanos()))
                .orElse("");

        assertTrue(found.matches("host \\d has 32 frames, but knows of 31"), found);
    }

    @Test
    void aParentThatKeepsNothingForItsChildIsFoundOut() {
        String found = with((plan, host, oracle, boot) -> new HostNode(plan, host, oracle, boot) {
                    @Override
                    boolean keepForBorrower(Entry entry, Port port) {
                        return true;
                    }
                })
                .orElse("");

        assertTrue(found.matches("page \\d+ of host \\d's child holds \\d+, but \\d+ was stored there last"), found);
    }

    /// A write that comes a second time, and late, behind a later one of the same page.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aServerThatTakesOldWritesForNewOnesIsFoundOut(long seed) {
        Plan plan = new Plan(2, 6_000, 24, 16, 1, 60, 50, 0, 0, false, 0, 1, 0, SECOND, 2, 5 * MILLISECOND, seed);
        Network network = new Network(Delay.logNormal(MILLISECOND, 2), 0, 0.5, 0.5, 0);
        PagingCast right = new PagingCast(plan);
        assertEquals(Optional.empty(), run(right, network, seed));
        PagingCast wrong = new PagingCast(
                plan,
                disk -> new SwapNode(disk) {
                    @Override
                    boolean isNews(Written before, Written now) {
                        return true;
                    }
                },
                HostNode::new);

        String found = run(wrong, network, seed).orElse("");

        assertTrue(found.matches("page \\d+ of host \\d's process holds \\d+, but \\d+ was stored there last"), found);
    }

    private static Setting setting(Map<String, String> given) {
        PagingWorkload workload = new PagingWorkload();
        return Setting.of(workload, Values.of(workload, new SpriteProtocol().parameters(), given));
    }

    @Test
    void fewerFramesThanASixteenthCanBeOfAreRefused() {
        assertEquals(
                "frames is 15, but virtual memory keeps a sixteenth of them; use frames=16 or more",
                assertThrows(BadInput.class, () -> SpriteProtocol.plan(setting(Map.of("frames", "15")), 3))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyTouchFindsWhatWasStoredLastWhateverFails(long seed) {
        Map<String, String> given = Map.of(
                "operations",
                "600",
                "frames",
                "20",
                "pages",
                "48",
                "touches",
                "2",
                "writes",
                "60",
                "penalty",
                "0",
                "copies",
                seed % 2 == 0 ? "on-write" : "on-reference");
        Network network = new Network(Delay.logNormal(2 * MILLISECOND, 1), 0.05 * (seed % 4), 0.1, 0.2, 100_000);
        NodeFaults faults = new NodeFaults(3, 2, 1, 10 * SECOND, seed % 3 == 0 ? 10 * SECOND : SECOND);

        Played played = new Play(
                        new SpriteProtocol(),
                        setting(given).withSeed(seed),
                        4,
                        Conditions.FAIR.withNetwork(network).withNodeFaults(faults))
                .run();

        assertInstanceOf(
                Ending.Finished.class, played.ending(), () -> played.ending().line());
    }
}
