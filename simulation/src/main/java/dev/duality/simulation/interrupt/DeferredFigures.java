// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.Mode;
import dev.duality.interrupts.Source;
import dev.duality.interrupts.pending.PendingInterrupts;
import dev.duality.shm.Payload;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Figures of deferred work, over queues in virtual time and over shared memory on one thread, which lets sources and
/// servers take steps in an order drawn from a seed. The structures are those that are measured.
public final class DeferredFigures {
    private static final int DEVICES = 8;
    private static final int SOURCES = 2;
    private static final long PER_DEVICE = 500;
    private static final int NARROW = 4; // slots of a ring that is often full
    private static final int WIDE = 1 << 13; // one that holds all
    private static final int DEPTH = 1 << 10;

    private DeferredFigures() {}

    /// The fate of all interrupts.
    ///
    /// @param overflows how often the ring had no room: over queues what was dropped, in shared memory what had to
    ///     stay on its line
    /// @param unfairness how many times as much was done for one device as for another, when the first had all done
    /// @param violation what was lost, doubled, out of order or silent; empty if nothing was
    public record Deferred(long raised, long handled, long overflows, double unfairness, Optional<String> violation) {}

    /// Over queues, through a ring that is often full, or one that holds all.
    public static Deferred queued(long seed, boolean narrow) {
        DeferredDeployment deployment =
                new DeferredDeployment(arrangement(narrow), PER_DEVICE, narrow ? 150_000 : 0, seed);
        Network network = Network.PERFECT.withDelay(Delay.uniform(20_000, 200_000));
        Simulation simulation = new Simulation(deployment.nodes(), network, seed, 0);
        simulation.start();
        while (!deployment.finished() && deployment.violation().isEmpty() && simulation.step()) {
            // the account is kept
        }
        Optional<String> violation = deployment
                .violation()
                .or(() -> deployment.finished()
                        ? Optional.empty()
                        : Optional.of("work was lost: nothing is left to happen"))
                .or(deployment::violationAtEnd);
        return new Deferred(
                deployment.counts().get("interrupts"),
                deployment.counts().get("handled"),
                deployment.counts().get("dropped, and told so"),
                deployment.unfairness(),
                violation);
    }

    private static Arrangement arrangement(boolean narrow) {
        return Arrangement.of(DEVICES, SOURCES, Mode.POOL).withDepth(DEPTH).withRing(narrow ? NARROW : WIDE);
    }

    /// Over shared memory.
    public static Deferred pending(long seed, boolean narrow) {
        Deferrals deferrals = new Deferrals(DEVICES, PER_DEVICE);
        SplittableRandom random = new SplittableRandom(seed);
        try (PendingInterrupts interrupts = new PendingInterrupts(arrangement(narrow), deferrals)) {
            List<Source> sources = new ArrayList<>();
            for (int source = 0; source < SOURCES; source++) {
                sources.add(interrupts.source(source));
            }
            if (!narrow) {
                raiseAll(sources, deferrals);
            }
            long idle = 0;
            while (!deferrals.finished() && idle < 1_000_000) { // a step in vain changes nothing
                idle = step(random, interrupts, sources, deferrals) ? 0 : idle + 1;
            }
            Optional<String> violation = deferrals
                    .violation()
                    .or(() -> deferrals.finished() ? Optional.empty() : Optional.of("work was lost: nobody finds more"))
                    .or(() -> deferrals.violationAtEnd(interrupts::tally));
            return new Deferred(
                    deferrals.counts().get("interrupts"),
                    deferrals.counts().get("handled"),
                    interrupts.counts().get("overflows"),
                    deferrals.unfairness(),
                    violation);
        }
    }

    private static void raiseAll(List<Source> sources, Deferrals deferrals) {
        for (int device = 0; device < DEVICES; device++) {
            while (deferrals.hasMore(device)) {
                raise(sources, device, deferrals);
            }
        }
    }

    private static void raise(List<Source> sources, int device, Deferrals deferrals) {
        long cause = deferrals.raise(device);
        if (!sources.get(device % SOURCES).raise(device, cause, new Payload(0), device)) {
            deferrals.refused(device);
        }
    }

    /// One step of a source or of a server.
    /// @return whether anything came of it
    private static boolean step(
            SplittableRandom random, PendingInterrupts interrupts, List<Source> sources, Deferrals deferrals) {
        int actor = random.nextInt(SOURCES + interrupts.servers());
        if (actor >= SOURCES) {
            return interrupts.poll(actor - SOURCES) > 0;
        }
        boolean collected = sources.get(actor).collect(deferrals.outcomes()) > 0;
        int device = random.nextInt(DEVICES / SOURCES) * SOURCES + actor;
        if (!deferrals.hasMore(device)) {
            return collected;
        }
        raise(sources, device, deferrals);
        return true;
    }
}
