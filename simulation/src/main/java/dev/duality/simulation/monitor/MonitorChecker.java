// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

import dev.duality.simulation.monitor.MonitorProtocol.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sees who is inside, and counts.
///
/// - **Threads:** any; nodes on threads tell it of what they do.
final class MonitorChecker {
    private static final int NOBODY = -1;

    private final Plan plan;
    private int inside = NOBODY;
    private long entries;
    private int done;
    private long hits;
    private long misses;
    private long wakeUps;
    private long races;
    private String violation; // null if there is none

    MonitorChecker(Plan plan) {
        this.plan = plan;
    }

    synchronized void enters(int client) {
        if (inside != NOBODY && violation == null) {
            violation = "process %d entered while process %d was inside".formatted(client, inside);
        }
        inside = client;
        entries++;
    }

    synchronized void leaves(int client) {
        if (inside == client) {
            inside = NOBODY;
        }
    }

    /// A process has entered as often as it was to.
    synchronized void done(int client, long itsRaces) {
        done++;
        races += itsRaces;
    }

    synchronized void hit() {
        hits++;
    }

    synchronized void miss() {
        misses++;
    }

    synchronized void wakeUp() {
        wakeUps++;
    }

    synchronized boolean finished() {
        return done == plan.clients();
    }

    synchronized Optional<String> violation() {
        return Optional.ofNullable(violation);
    }

    synchronized long entries() {
        return entries;
    }

    synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("entries", entries);
        counts.put("lock hits", hits);
        counts.put("lock misses", misses);
        counts.put("wake-ups", wakeUps);
        counts.put("woken before asleep", races);
        return counts;
    }
}
