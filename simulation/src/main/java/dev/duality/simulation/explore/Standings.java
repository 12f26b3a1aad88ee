// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.simulation.run.Ending;
import dev.duality.simulation.run.Played;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an exploration has come to. Safe from any thread.
public final class Standings {
    private static final class Row {
        private long played;
        private long refused;
        private long brokenOff;
        private long tooLarge; // of those
        private long failed;
        private long events;
        private long faults;
    }

    private final Map<Role, Row> rows = new LinkedHashMap<>();

    public Standings(List<Role> roles) {
        roles.forEach(role -> rows.put(role, new Row()));
    }

    /// @param played empty if the role refused all that was drawn
    public synchronized void add(Role role, Optional<Played> played) {
        Row row = rows.get(role);
        if (played.isEmpty()) {
            row.refused++;
            return;
        }
        row.played++;
        row.events += played.get().traffic().events();
        row.faults += faults(played.get());
        switch (played.get().ending()) {
            case Ending.Finished _ -> {}
            case Ending.BrokenOff(Ending.Limit limit) -> {
                row.brokenOff++;
                row.tooLarge += isTooLarge(limit) ? 1 : 0;
            }
            case Ending.Violated _, Ending.Stuck _ -> row.failed++;
        }
    }

    private static boolean isTooLarge(Ending.Limit limit) {
        return limit == Ending.Limit.WAITING || limit == Ending.Limit.MEMORY;
    }

    /// Whether a play, which was added just now, is the first of its role that took more at once than there is.
    public synchronized boolean isFirstTooLarge(Role role, Played played) {
        return played.ending() instanceof Ending.BrokenOff(Ending.Limit limit)
                && isTooLarge(limit)
                && rows.get(role).tooLarge == 1;
    }

    private static long faults(Played played) {
        return played.traffic().lost()
                + played.traffic().parted()
                + played.traffic().doubled()
                + played.traffic().delayed()
                + played.traffic().missed();
    }

    /// Those that have not failed: one failure is looked at before the next.
    public synchronized List<Role> unbroken() {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().failed == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    public synchronized long failures() {
        return rows.values().stream().mapToLong(row -> row.failed).sum();
    }

    /// All of them in one line.
    public synchronized String line() {
        return "%,d plays, %,d events, %,d failures"
                .formatted(
                        rows.values().stream().mapToLong(row -> row.played).sum(),
                        rows.values().stream().mapToLong(row -> row.events).sum(),
                        failures());
    }

    /// A line for each role.
    public synchronized String table() {
        StringBuilder text = new StringBuilder("%-28s %11s %13s %15s %10s %8s %8s%n"
                .formatted("", "plays", "events", "messages struck", "broken off", "refused", "failed"));
        rows.forEach((role, row) -> text.append("%-28s %,11d %,13d %,15d %,10d %,8d %,8d%n"
                .formatted(role.name(), row.played, row.events, row.faults, row.brokenOff, row.refused, row.failed)));
        return text.toString();
    }
}
