// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.results.statistics.Spread;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.network.Simulation;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/// Figures of this implementation, in virtual time, for what was published of Sprite's virtual memory and of mapped
/// files. The same seed gives the same figures. Processors take no time here, so a response is what pages take to come.
public final class PagingFigures {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000 * MILLISECOND;
    // the experiment (Nelson 1990): 8 MB, of which the kernel has 1.3; 5.7 MB that are touched one after the other; a
    // sort of 1 MB, which alone takes 60 s
    private static final double PAGE_KILOBYTES = 8; // of a Sun-3
    private static final int FRAMES = 858;
    private static final int INTERACTIVE_PAGES = 730;
    private static final int HALF = 50; // percent of the pages that are touched are changed
    private static final int SORTED_BLOCKS = 384; // what is sorted, its runs and the output (assumed: 1 MB each)
    private static final int SORTS_ACCESSES = 512; // the runs are written and read (assumed: one merge)
    private static final double SORT_SECONDS = 60;
    private static final int SLEEPS = 20;
    private static final int FIRST_SLEEPS = 10; // until nearly all pages were changed once: they count for nothing
    private static final int FILE_PAGES = 120; // of 480 KB, as published
    private static final int PLAYS = 30;

    private final long seed;

    public PagingFigures(long seed) {
        this.seed = seed;
    }

    /// A program that sleeps, wakes and touches all its pages, beside one that sorts.
    ///
    /// @param responseSeconds from a waking to the end of what it does then, on average
    /// @param lost the part of its pages that had to come again, on average of all wakings
    /// @param blockSeconds that the other one took for each block
    /// @param blocks that it read
    public record Day(double responseSeconds, double lost, double blockSeconds, long blocks) {
        /// The middle of each figure by itself, over days that differ by their seeds.
        /// @throws IllegalArgumentException if their number is even: none would be in the middle
        public static Day middle(List<Day> days) {
            if (days.size() % 2 == 0) {
                throw new IllegalArgumentException(
                        "%d days have none in the middle; their number must be odd".formatted(days.size()));
            }
            return new Day(
                    middle(days, Day::responseSeconds),
                    middle(days, Day::lost),
                    middle(days, Day::blockSeconds),
                    Math.round(middle(days, Day::blocks)));
        }

        private static double middle(List<Day> days, ToDoubleFunction<Day> figure) {
            return Spread.of(days.stream().mapToDouble(figure).boxed().toList()).median();
        }
    }

    /// Pages and blocks come and go one after the other.
    ///
    /// @param sortsPages frames that the sort itself has all the time, which nobody gets
    /// @param readRate KB/s at which the server gives pages and blocks
    /// @param writeRate KB/s at which it takes pages
    public Day day(double penaltySeconds, int sleepSeconds, int sortsPages, double readRate, double writeRate) {
        long read = Math.round(PAGE_KILOBYTES / readRate * SECOND);
        PagingPlan plan = new PagingPlan(
                1,
                (long) INTERACTIVE_PAGES * (FIRST_SLEEPS + SLEEPS),
                INTERACTIVE_PAGES,
                FRAMES - sortsPages,
                1,
                true,
                HALF,
                INTERACTIVE_PAGES,
                sleepSeconds * SECOND,
                0,
                false,
                SORTED_BLOCKS,
                Math.max(1, Math.round(SORT_SECONDS / SORTS_ACCESSES * SECOND) - read),
                Math.round(penaltySeconds * SECOND),
                SECOND,
                2,
                new PagingPlan.Service(read, Math.round(PAGE_KILOBYTES / writeRate * SECOND), read),
                1_000 * SECOND, // nothing is lost, so nothing is sent again
                seed);
        PagingDeployment deployment = new PagingDeployment(plan);
        Simulation simulation = new Simulation(
                deployment.nodes(), Network.PERFECT.withDelay(Delay.constant(0)), seed, PagingWire.PAGE_BYTES);
        simulation.start();
        play(deployment, simulation, () -> deployment.checker().responses() >= FIRST_SLEEPS)
                .ifPresent(PagingFigures::fail);
        long from = simulation.nanos();
        long responses = deployment.checker().responseNanos();
        Map<String, Long> before = deployment.counts();
        play(deployment, simulation, deployment::finished).ifPresent(PagingFigures::fail);
        Map<String, Long> counts = deployment.counts();
        long blocks = counts.get("file reads") - before.get("file reads");
        return new Day(
                (double) (deployment.checker().responseNanos() - responses) / SLEEPS / SECOND,
                (double) (counts.get("page-ins") - before.get("page-ins")) / SLEEPS / INTERACTIVE_PAGES,
                (double) (simulation.nanos() - from) / SECOND / blocks,
                blocks);
    }

    /// The point where a mapping, which costs by the page, becomes cheaper than calls, which cost by the byte that is
    /// probed.
    ///
    /// @param touchesPerPage probes for each page that was probed, there
    /// @param pages how many those were, on average
    /// @param few milliseconds of a probe by mapping, when there are 120, as published
    /// @param many the same, when there are 1,000
    public record Crossover(double touchesPerPage, double pages, double few, double many) {}

    /// @param pageMillis what a page costs that is mapped and faults
    /// @param callMillis what a call costs that reads a byte
    public Crossover crossover(double pageMillis, double callMillis) {
        for (int probes = 1; probes <= 100 * FILE_PAGES; probes++) {
            double pages = pagesProbed(probes);
            if (pages * pageMillis < probes * callMillis) {
                return new Crossover(
                        probes / pages,
                        pages,
                        pagesProbed(120) * pageMillis / 120,
                        pagesProbed(1_000) * pageMillis / 1_000);
            }
        }
        return new Crossover(Double.POSITIVE_INFINITY, FILE_PAGES, 0, 0);
    }

    private double pagesProbed(int probes) {
        long pages = 0;
        for (int play = 0; play < PLAYS; play++) {
            SplittableRandom random = new SplittableRandom(SplitMix64.of(seed, play));
            BitSet probed = new BitSet();
            for (int probe = 0; probe < probes; probe++) {
                probed.set(random.nextInt(FILE_PAGES));
            }
            pages += probed.cardinality();
        }
        return (double) pages / PLAYS;
    }

    /// The invariants that held in plays in which everything goes wrong that can.
    ///
    /// @param plays how many there were, each with a seed of its own
    /// @param touches that found what was stored last
    /// @param pageIns that brought it back from a swap file
    /// @param frames of a host
    /// @param mostDirty the most pages that were dirty at once
    /// @param leastOfPages the fewest frames that virtual memory had
    /// @param violation what was seen that must not be; empty if all was right
    public record Invariants(
            int plays,
            long touches,
            long pageIns,
            int frames,
            int mostDirty,
            int leastOfPages,
            Optional<String> violation) {}

    /// Two hosts that store much, under a job that reads, without a penalty so that it takes what it can get.
    public Invariants invariants() {
        int frames = 64;
        long touches = 0;
        long pageIns = 0;
        int mostDirty = 0;
        int leastOfPages = frames;
        Optional<String> violation = Optional.empty();
        for (int play = 0; play < PLAYS && violation.isEmpty(); play++) {
            long own = SplitMix64.of(seed, play);
            PagingPlan plan = new PagingPlan(
                    2,
                    2_000,
                    96,
                    frames,
                    2,
                    false,
                    70,
                    100,
                    play % 3 * 4L * SECOND,
                    200,
                    play % 2 == 0,
                    200,
                    10 * MILLISECOND,
                    0,
                    SECOND,
                    2,
                    new PagingPlan.Service(
                            play % 4 * 5L * MILLISECOND, play % 3 * 3L * MILLISECOND, play % 2 * MILLISECOND),
                    50 * MILLISECOND,
                    own);
            PagingDeployment deployment = new PagingDeployment(plan);
            Network network = new Network(Delay.logNormal(2 * MILLISECOND, 1), 0.05, 0.05, 0.1, 10_000);
            Simulation simulation = new Simulation(deployment.nodes(), network, own, PagingWire.PAGE_BYTES)
                    .restartWith(deployment::restarted)
                    .plan(new NodeFaults(2, 2, 1, 20 * SECOND, 2 * SECOND).draw(own, 3));
            simulation.start();
            violation = play(deployment, simulation, deployment::finished);
            Map<String, Long> counts = deployment.counts();
            touches += counts.get("touches");
            pageIns += counts.get("page-ins");
            mostDirty = Math.max(mostDirty, deployment.checker().mostDirty());
            leastOfPages = Math.min(leastOfPages, deployment.checker().leastOfPages());
        }
        return new Invariants(PLAYS, touches, pageIns, frames, mostDirty, leastOfPages, violation);
    }

    private static Optional<String> play(PagingDeployment deployment, Simulation simulation, BooleanSupplier until) {
        while (!until.getAsBoolean() && deployment.violation().isEmpty()) {
            if (!simulation.step()) {
                return Optional.of("nothing is left to happen, but processes wait");
            }
        }
        return deployment.violation();
    }

    private static void fail(String line) {
        throw new IllegalStateException(line);
    }
}
