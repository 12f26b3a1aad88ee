// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import dev.duality.simulation.prefix.PrefixProtocol.Plan;
import dev.duality.workloads.prefix.Namespace;
import java.util.Optional;

/// Figures of this implementation, in virtual time, for what was measured of Sprite's prefix tables: 12 domains at 4
/// servers, 20 clients, and the mixture of names of 1989.
public final class PrefixFigures {
    private static final int DOMAINS = 12;
    private static final int SERVERS = 4;
    private static final int CLIENTS = 20;
    private static final int LOOKUPS = 100_000;
    private static final long SEED = 1989;
    private static final int PAYLOAD_BYTES = 256;
    private static final long RESEND_NANOS = 20_000_000;

    private static final Network NETWORK = Network.PERFECT.withDelay(Delay.uniform(50_000, 150_000));

    private PrefixFigures() {}

    /// The fate of lookups.
    ///
    /// @param lookups that clients made
    /// @param requests that they sent to servers for them, those about wrong hints included
    /// @param links how many lookups a link sent on, into another domain
    /// @param remoteLinks how often a server came to where another domain hangs
    /// @param parents how often a name left a domain by `..`
    /// @param moves how often a domain moved
    /// @param staleBroadcasts how often a client asked all servers because its hint was wrong
    /// @param mostBroadcasts the most that one client needed for one wrong or missing hint
    /// @param violation an answer that differs from the checker's, or comes from a server that has the domain no
    ///     more; empty if all were right
    public record Lookups(
            long lookups,
            long requests,
            long links,
            long remoteLinks,
            long parents,
            long moves,
            long staleBroadcasts,
            long mostBroadcasts,
            Optional<String> violation) {
        /// The share of lookups that a link sent on.
        public double redirectedShare() {
            return (double) links / lookups;
        }

        /// Requests for each lookup.
        public double requestsPerLookup() {
            return (double) requests / lookups;
        }
    }

    /// The mixture, and nobody moves.
    public static Lookups still() {
        return play(0);
    }

    /// The same, while each domain moves once.
    public static Lookups moving() {
        return play(DOMAINS);
    }

    private static Lookups play(int moves) {
        Namespace namespace = Namespace.of(DOMAINS);
        Plan plan = new Plan(namespace, SERVERS, CLIENTS, LOOKUPS, moves, RESEND_NANOS, SEED);
        PrefixDeployment deployment = new PrefixDeployment(plan);
        Simulation simulation = new Simulation(deployment.nodes(), NETWORK, SEED, PAYLOAD_BYTES);
        simulation.start();
        while (!deployment.finished() && deployment.violation().isEmpty() && simulation.step()) {
            // the checker looks on
        }
        PrefixChecker checker = deployment.checker();
        return new Lookups(
                checker.lookups(),
                checker.requests(),
                checker.redirects(Namespace.Redirect.LINK),
                checker.redirects(Namespace.Redirect.REMOTE),
                checker.redirects(Namespace.Redirect.PARENT),
                checker.moves(),
                checker.broadcastsOfStale(),
                checker.mostBroadcasts(),
                checker.violation());
    }
}
