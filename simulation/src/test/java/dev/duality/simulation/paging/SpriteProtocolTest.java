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
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
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

    private static PagingPlan plan(boolean onReference, int forkEvery, long seed) {
        return new PagingPlan(
                2,
                1_500,
                64,
                FRAMES,
                2,
                false,
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
                PagingPlan.Service.AT_ONCE,
                50 * MILLISECOND,
                seed);
    }

    private static Optional<String> run(PagingDeployment deployment, Network network, long seed) {
        Simulation simulation = new Simulation(deployment.nodes(), network, seed, PagingWire.PAGE_BYTES);
        simulation.start();
        while (!deployment.finished() && deployment.violation().isEmpty()) {
            assertTrue(simulation.step(), "nothing is left to happen");
        }
        return deployment.violation();
    }

    private static PagingDeployment report(PagingPlan plan) {
        PagingDeployment deployment = new PagingDeployment(plan);
        assertEquals(Optional.empty(), run(deployment, Network.PERFECT, plan.seed()));
        return deployment;
    }

    @Test
    void pagesGoAndComeBack() {
        Map<String, Long> counts = report(plan(false, 0, 1)).counts();

        assertEquals(1_500, counts.get("touches"));
        assertTrue(counts.get("page-ins") > 100, counts::toString);
        assertTrue(counts.get("page-outs") > 100, counts::toString);
        assertTrue(counts.get("frames given") > 10, counts::toString);
        assertEquals(0, counts.get("copies"));
    }

    /// A child that only loads a page needs no copy of it, unless the first reference makes one.
    @Test
    void copyingOnReferenceCopiesMoreThanCopyingOnWrite() {
        Map<String, Long> write = report(plan(false, 60, 1)).counts();
        Map<String, Long> reference = report(plan(true, 60, 1)).counts();

        assertEquals(write.get("forks"), reference.get("forks"));
        assertTrue(write.get("borrowed reads") > 0, write::toString);
        assertEquals(0, reference.get("borrowed reads"));
        assertTrue(
                write.get("copies") > 0 && write.get("copies") < reference.get("copies"),
                () -> write + " " + reference);
    }

    /// The words that are stored are the same whatever becomes of pages: so is what is found.
    @Test
    void howPagesAreCopiedChangesNothingThatIsFound() {
        assertEquals(
                report(plan(false, 60, 1)).digest(), report(plan(true, 60, 1)).digest());
        assertTrue(
                report(plan(false, 60, 1)).digest() != report(plan(false, 0, 1)).digest());
    }

    @Test
    void theBoundsAreReachedAndKept() {
        PagingDeployment deployment = report(plan(false, 60, 1));

        assertEquals(FRAMES / 4, deployment.checker().mostDirty());
        assertEquals(FRAMES / 16, deployment.checker().leastOfPages());
    }

    private static Optional<String> with(PagingDeployment.HostMaker hosts) {
        PagingPlan plan = plan(false, 60, 1);
        return run(new PagingDeployment(plan, SwapNode::new, hosts), Network.PERFECT, 1);
    }

    private static PagingHost host(
            PagingPlan plan, int host, PagingChecker checker, int boot, Function<PagingPlan, FramePool> pools) {
        return new PagingHost(plan, host, checker, boot) {
            @Override
            FramePool pool(PagingPlan of) {
                return pools.apply(of);
            }
        };
    }

    private static Optional<String> withPool(Function<PagingPlan, FramePool> pools) {
        return with((plan, host, checker, boot) -> host(plan, host, checker, boot, pools));
    }

    @Test
    void aHostThatDropsModifiedPagesIsFoundOut() {
        String found = withPool(plan -> new FramePool(plan.frames(), plan.penaltyNanos()) {
                    @Override
                    boolean mustBeWritten(VirtualPage page) {
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
        String found = with((plan, host, checker, boot) -> new PagingHost(plan, host, checker, boot) {
                    @Override
                    boolean keepForBorrower(PagingEntry entry, Port port) {
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
        PagingPlan plan = new PagingPlan(
                2,
                6_000,
                24,
                16,
                1,
                false,
                60,
                50,
                0,
                0,
                false,
                0,
                1,
                0,
                SECOND,
                2,
                PagingPlan.Service.AT_ONCE,
                5 * MILLISECOND,
                seed);
        Network network = new Network(Delay.logNormal(MILLISECOND, 2), 0, 0.5, 0.5, 0);
        PagingDeployment right = new PagingDeployment(plan);
        assertEquals(Optional.empty(), run(right, network, seed));
        PagingDeployment wrong = new PagingDeployment(
                plan,
                (disk, service) -> new SwapNode(disk, service) {
                    @Override
                    boolean isNews(Written before, Written now) {
                        return true;
                    }
                },
                PagingHost::new);

        String found = run(wrong, network, seed).orElse("");

        assertTrue(found.matches("page \\d+ of host \\d's process holds \\d+, but \\d+ was stored there last"), found);
    }

    private static Setting setting(Map<String, String> given) {
        PagingWorkload workload = new PagingWorkload();
        return Setting.of(workload, Values.of(workload, new PagingProtocol().parameters(), given));
    }

    @Test
    void fewerFramesThanASixteenthCanBeOfAreRefused() {
        assertEquals(
                "frames is 15, but virtual memory keeps a sixteenth of them; use frames=16 or more",
                assertThrows(BadInput.class, () -> PagingProtocol.plan(setting(Map.of("frames", "15")), 3))
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

        SimulationReport report = new SimulationRun(
                        new PagingProtocol(),
                        setting(given).withSeed(seed),
                        4,
                        Conditions.FAIR.withNetwork(network).withNodeFaults(faults))
                .run();

        assertInstanceOf(
                SimulationOutcome.Finished.class,
                report.outcome(),
                () -> report.outcome().line());
    }
}
