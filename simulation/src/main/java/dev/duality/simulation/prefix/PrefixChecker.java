// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import dev.duality.shm.SplitMix64;
import dev.duality.workloads.prefix.NameMixture;
import dev.duality.workloads.prefix.Namespace;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Knows what every name is, by looking at all names, and which generation of each domain is the one; objects to
/// answers that differ, and to clients that ask everybody twice about the same. Keeps what clients store: how far each
/// is.
///
/// - **Threads:** any. What it is told first happened first: of a move before anybody is answered by the new server.
final class PrefixChecker {
    private record Hint(int client, String prefix, long stale) {}

    private final PrefixProtocol.Plan plan;
    private final long[] generations; // of each domain, by its latest server
    private final long[] asked; // what the generation was when a client last asked a server
    private final long[] lookups; // of each client
    private final long[] digests; // of what each client was answered, in its order
    private final boolean[] done;
    private final Map<Hint, Integer> broadcasts = new HashMap<>();
    private final Map<Namespace.Redirect, Long> redirects = new EnumMap<>(Namespace.Redirect.class);
    private long requests;
    private long staleHints;
    private long broadcastCount;
    private long repeats;
    private long moves;
    private int unfinished;
    private volatile boolean finished;
    private volatile Optional<String> violation = Optional.empty();

    PrefixChecker(PrefixProtocol.Plan plan) {
        this.plan = plan;
        this.generations = new long[plan.domains()];
        this.asked = new long[plan.clients()];
        this.lookups = new long[plan.clients()];
        this.digests = new long[plan.clients()];
        this.done = new boolean[plan.clients()];
        this.unfinished = plan.clients();
    }

    /// A domain is at another server now, which is about to answer.
    synchronized void serves(int domain, long generation) {
        if (generation != generations[domain] + 1) {
            object("domain %d went from generation %d to %d".formatted(domain, generations[domain], generation));
        }
        generations[domain] = generation;
        moves++;
    }

    /// A client is about to send a lookup to a server, for the first time.
    synchronized void asks(int client, int domain) {
        asked[client] = generations[domain];
        requests++;
    }

    /// A server has answered it.
    /// @param token of the domain, as the server had it
    synchronized void answers(int client, long token) {
        int domain = PrefixKinds.domain(token);
        long generation = PrefixKinds.generation(token);
        if (generation < asked[client] || generation > generations[domain]) {
            object("client %d was answered by generation %d of domain %d, which had moved on to generation %d before"
                    .formatted(client, generation, domain, asked[client]));
        }
    }

    /// A server has sent it on.
    synchronized void answers(int client, long token, Namespace.Redirect why) {
        answers(client, token);
        redirects.merge(why, 1L, Long::sum);
    }

    /// A server has said that a hint is wrong.
    synchronized void wasStale() {
        staleHints++;
    }

    /// A client asks all servers, for the first time.
    /// @param stale the token that it knows to be wrong; negative if it knows none
    synchronized void broadcasts(int client, String prefix, long stale) {
        broadcastCount++;
        if (broadcasts.merge(new Hint(client, prefix, stale), 1, Integer::sum) > 1) {
            object("client %d asked everybody again about %s, of which it knew no more than before"
                    .formatted(client, prefix));
        }
    }

    /// A client sends something again.
    synchronized void repeats() {
        repeats++;
    }

    /// A client has its answer.
    synchronized void ends(int client, NameMixture.Name name, long id) {
        long expected = plan.namespace().naive(name.fromRoot());
        if (id != expected) {
            object("client %d was told that %s is %d, but it is %d".formatted(client, name.fromRoot(), id, expected));
        }
        lookups[client]++;
        digests[client] = SplitMix64.of(digests[client], id);
    }

    /// A client has all its answers.
    synchronized void isDone(int client) {
        if (!done[client]) {
            done[client] = true;
            unfinished--;
            finished = unfinished == 0;
        }
    }

    /// A client has forgotten everything but how far it is.
    synchronized void begins(int client) {
        broadcasts.keySet().removeIf(hint -> hint.client() == client);
    }

    private void object(String line) {
        if (violation.isEmpty()) {
            violation = Optional.of(line);
        }
    }

    boolean finished() {
        return finished;
    }

    /// The first thing that must not be.
    Optional<String> violation() {
        return violation;
    }

    /// The number of lookups of a client that are done.
    synchronized long lookups(int client) {
        return lookups[client];
    }

    synchronized long lookups() {
        return Arrays.stream(lookups).sum();
    }

    synchronized long requests() {
        return requests;
    }

    synchronized long redirects(Namespace.Redirect why) {
        return redirects.getOrDefault(why, 0L);
    }

    synchronized long moves() {
        return moves;
    }

    /// The number of broadcasts that were made because a hint was wrong.
    synchronized long broadcastsOfStale() {
        return broadcasts.entrySet().stream()
                .filter(each -> each.getKey().stale() >= 0)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// The most broadcasts that one client needed for one wrong hint.
    synchronized long mostBroadcasts() {
        return broadcasts.values().stream().mapToLong(Integer::longValue).max().orElse(0);
    }

    synchronized long digest() {
        long digest = 0;
        for (long each : digests) {
            digest = SplitMix64.of(digest, each);
        }
        return digest;
    }

    synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("lookups", lookups());
        counts.put("requests", requests);
        counts.put("links", redirects(Namespace.Redirect.LINK));
        counts.put("remote links", redirects(Namespace.Redirect.REMOTE));
        counts.put("parents", redirects(Namespace.Redirect.PARENT));
        counts.put("stale hints", staleHints);
        counts.put("broadcasts", broadcastCount);
        counts.put("repeats", repeats);
        counts.put("moves", moves);
        return counts;
    }
}
