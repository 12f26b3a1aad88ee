// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

import dev.duality.simulation.recovery.RecoveryProtocol.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Knows what the server has granted and what clients believe, and objects:
///
/// - a file is granted to one while another has it, in one life of the server;
/// - a file is reopened at a version that is not the last one, so that what was written since would be lost;
/// - a client that has recovered has fewer files than it had, and its user was not told of the others: or the server
///   does not know of one that the client believes to have.
///
/// - **Threads:** any; nodes on threads tell it of what they do.
final class RecoveryChecker {
    private static final int NOBODY = -1;

    private final Plan plan;
    private final int[] holders; // by file, in this life of the server
    private final long[] newest; // by file: the last version that was granted
    private final List<Set<Integer>> known = new ArrayList<>(); // by client: open, as its user knows
    private final int[] clientBoots;
    private final int[] settled; // by client: the boot of the server with which it has nothing left to do
    private final long[] recoveredNanos; // by client: from the planned reboot on; 0 if it has not recovered
    private int serverBoot;
    private boolean up;
    private boolean rebootOver;
    private int rebootBoot; // the first one after the planned reboot
    private long rebootNanos;
    private String violation; // null if there is none
    private long opens;
    private long reopens;
    private long conflicts;
    private long turnedAway;
    private long begunAnew;

    RecoveryChecker(Plan plan) {
        this.plan = plan;
        this.holders = new int[plan.files()];
        this.newest = new long[plan.files()];
        this.clientBoots = new int[plan.clients()];
        this.settled = new int[plan.clients()];
        this.recoveredNanos = new long[plan.clients()];
        Arrays.fill(holders, NOBODY);
        for (int client = 0; client < plan.clients(); client++) {
            known.add(new HashSet<>());
        }
    }

    synchronized void serverIsUp(int boot, long nanos) {
        up = true;
        serverBoot = boot;
        Arrays.fill(holders, NOBODY);
        if (rebootOver && rebootBoot == 0) {
            rebootBoot = boot;
            rebootNanos = nanos;
        }
    }

    synchronized void serverIsDown() {
        up = false;
    }

    synchronized void rebootIsOver() {
        rebootOver = true;
    }

    /// A client has been started; what it had open in a life before has gone with that.
    synchronized void clientBegins(int client, int boot) {
        clientBoots[client] = boot;
        settled[client] = 0;
        known.get(client).clear();
    }

    synchronized void granted(int client, int clientBoot, int file, long version, boolean reopened) {
        int holder = holders[file];
        if (holder != NOBODY && holder != client && known.get(holder).contains(file)) {
            object("file %d was granted to client %d, but client %d has it".formatted(file, client, holder));
        }
        if (reopened && version != newest[file]) {
            object("client %d reopened file %d as of version %d, but version %d has been granted since"
                    .formatted(client, file, version, newest[file]));
        }
        if (!reopened && version <= newest[file] && holder != client) {
            object("file %d was granted at version %d, but had version %d before"
                    .formatted(file, version, newest[file]));
        }
        newest[file] = Math.max(newest[file], version);
        if (clientBoot == clientBoots[client]) {
            holders[file] = client;
        }
    }

    /// A user has a file open from now on.
    synchronized void learned(int client, int file) {
        opens++;
        known.get(client).add(file);
    }

    synchronized void reopened() {
        reopens++;
    }

    /// A user was told that a file of theirs is lost.
    synchronized void reported(int client, int file) {
        conflicts++;
        known.get(client).remove(file);
    }

    synchronized void turnedAway() {
        turnedAway++;
    }

    synchronized void beginsAnew() {
        begunAnew++;
    }

    /// A client believes that all its files are open again.
    synchronized void recovered(int client, int boot, Set<Integer> files, long nanos) {
        if (!files.equals(known.get(client))) {
            Set<Integer> lost = new HashSet<>(known.get(client));
            lost.removeAll(files);
            object("client %d has recovered without %d files that its user had open, and did not say so"
                    .formatted(client, lost.size()));
        }
        if (boot == serverBoot) {
            unknown(client).ifPresent(this::object);
        }
        if (rebootOver && boot >= rebootBoot && rebootBoot > 0 && recoveredNanos[client] == 0) {
            recoveredNanos[client] = Math.max(1, nanos - rebootNanos);
        }
    }

    /// A file that a client's user has open, and the server does not know of.
    private Optional<String> unknown(int client) {
        return known.get(client).stream()
                .filter(file -> holders[file] != client)
                .findFirst()
                .map(file -> "client %d believes that it has file %d open, but the server does not know it"
                        .formatted(client, file));
    }

    synchronized void settled(int client, int boot) {
        settled[client] = boot;
    }

    private void object(String line) {
        if (violation == null) {
            violation = line;
        }
    }

    synchronized Optional<String> violation() {
        return Optional.ofNullable(violation);
    }

    /// Whether nobody has anything left to do.
    synchronized boolean finished() {
        return up && rebootOver && Arrays.stream(settled).allMatch(boot -> boot == serverBoot);
    }

    /// A client that has nothing left to do in this life of the server has all its files there.
    synchronized Optional<String> violationAtEnd() {
        for (int client = 0; up && client < plan.clients(); client++) {
            if (settled[client] == serverBoot) {
                Optional<String> found = unknown(client);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return violation();
    }

    /// The time from the end of the planned reboot until the last client had recovered, in nanoseconds; 0 if
    /// none had anything to recover.
    synchronized long recoveryNanos() {
        return Arrays.stream(recoveredNanos).max().orElse(0);
    }

    /// Jain's index of fairness over the rates at which clients have recovered: 1 if all took as long, near 1 / n if
    /// one was served before all others.
    synchronized double fairness() {
        double[] rates = Arrays.stream(recoveredNanos)
                .filter(nanos -> nanos > 0)
                .mapToDouble(nanos -> 1e9 / nanos)
                .toArray();
        double sum = Arrays.stream(rates).sum();
        double squares = Arrays.stream(rates).map(rate -> rate * rate).sum();
        return rates.length == 0 ? 1 : sum * sum / (rates.length * squares);
    }

    synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("opens", opens);
        counts.put("reopens", reopens);
        counts.put("conflicts", conflicts);
        counts.put("turned away", turnedAway);
        counts.put("begun anew", begunAnew);
        counts.put("time to recover, ms", recoveryNanos() / 1_000_000);
        counts.put("fairness, of 1000", Math.round(1_000 * fairness()));
        return counts;
    }
}
