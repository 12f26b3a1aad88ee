// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.replication;

import dev.duality.shm.Payload;
import dev.duality.workloads.Script;
import dev.duality.workloads.Specification;
import dev.duality.workloads.replication.Group;
import dev.duality.workloads.replication.ReplicationObserver;
import dev.duality.workloads.replication.View;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sees everybody, survives every crash, and is never asked. It objects when
///
/// - a replica does an operation twice, or not in its place;
/// - two replicas answer in one view, or two operations are answered at one position, or one at two;
/// - the primary of a new view, or a back-up that is said to be synced, lacks something that was answered;
/// - the state is given up although a copy with everything is left.
///
/// - **Threads:** any; one at a time is inside.
final class ReplicationChecker implements ReplicationObserver {
    private static final int NUMBER_BITS = 40;
    private static final long NOTHING = -1;

    /// The operations that one replica holds, in its order.
    private static final class Copy {
        private final long[] numbers; // the last one of each row
        private long[] operations = new long[64];
        private int size;

        Copy(int rows) {
            numbers = new long[rows];
        }

        void add(long operation) {
            if (size == operations.length) {
                operations = Arrays.copyOf(operations, 2 * size);
            }
            operations[size++] = operation;
        }
    }

    private final Group group;
    private final int[] boots;
    private final Copy[] copies = new Copy[Group.REPLICAS];
    private final Map<Integer, Integer> answering = new HashMap<>(); // which replica, by view
    private final Map<Long, Integer> positions = new HashMap<>(); // of what was answered
    private long[] answered = new long[64]; // by position; NOTHING where nothing was
    private int last; // position of all that were answered
    private int primary = View.FIRST.primary();
    private int views;
    private long promotions;
    private long transferred;
    private long retries;
    private long again;
    private long losses;
    private String violation = "";

    /// @param boots how often each node was started, by address; read only
    ReplicationChecker(Group group, int[] boots) {
        this.group = group;
        this.boots = boots;
        Arrays.fill(answered, NOTHING);
        Arrays.setAll(copies, _ -> new Copy(group.rows()));
    }

    private static long operation(int row, long number) {
        return (long) row << NUMBER_BITS | number;
    }

    private String line(long operation) {
        int row = (int) (operation >>> NUMBER_BITS);
        return "operation %d of client %d in slot %d"
                .formatted(operation & (1L << NUMBER_BITS) - 1, group.client(row), group.slot(row));
    }

    private void object(String what) {
        if (violation.isEmpty()) {
            violation = what;
        }
    }

    @Override
    public synchronized void emptied(int replica) {
        copies[replica] = new Copy(group.rows());
    }

    @Override
    public synchronized void applied(int replica, long position, int row, long number) {
        Copy copy = copies[replica];
        long operation = operation(row, number);
        if (number <= copy.numbers[row]) {
            object("replica %d did %s twice".formatted(replica, line(operation)));
        }
        copy.numbers[row] = number;
        copy.add(operation);
        if (position != copy.size) {
            object("replica %d did %s at position %d, and %d operations in all"
                    .formatted(replica, line(operation), position, copy.size));
        }
    }

    @Override
    public synchronized void begins(int replica, View view) {
        views = Math.max(views, view.number());
        if (replica != primary) {
            promotions++;
            primary = replica;
        }
        violation(replica).ifPresent(line -> object("primary %d of view %d ".formatted(replica, view.number()) + line));
    }

    @Override
    public synchronized void synced(View view) {
        int backup = view.backup();
        transferred += copies[backup].size;
        if (boots[group.replica(backup)] == view.backupBoot()) {
            violation(backup)
                    .ifPresent(line -> object("back-up %d of view %d ".formatted(backup, view.number()) + line));
        }
    }

    /// An operation that was answered, and is not in a replica's copy at its position.
    private Optional<String> violation(int replica) {
        Copy copy = copies[replica];
        for (int position = 1; position <= last; position++) {
            long operation = answered[position - 1];
            if (operation != NOTHING && (position > copy.size || copy.operations[position - 1] != operation)) {
                return Optional.of("lacks %s, which was answered at position %d".formatted(line(operation), position));
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void answered(int replica, int view, long position, int row, long number, boolean wasAnswered) {
        again += wasAnswered ? 1 : 0;
        Integer other = answering.putIfAbsent(view, replica);
        if (other != null && other != replica) {
            object("both replicas answer in view " + view);
        }
        int at = (int) position;
        while (at > answered.length) {
            int length = answered.length;
            answered = Arrays.copyOf(answered, 2 * length);
            Arrays.fill(answered, length, 2 * length, NOTHING);
        }
        long operation = operation(row, number);
        long known = answered[at - 1];
        if (known != NOTHING && known != operation) {
            object("%s and %s were both answered at position %d".formatted(line(known), line(operation), at));
        }
        answered[at - 1] = operation;
        last = Math.max(last, at);
        Integer elsewhere = positions.putIfAbsent(operation, at);
        if (elsewhere != null && elsewhere != at) {
            object("%s was answered at position %d and at %d".formatted(line(operation), elsewhere, at));
        }
    }

    @Override
    public synchronized void lost(View view, boolean synced) {
        losses++;
        boolean primaryEnded = boots[group.replica(view.primary())] > view.primaryBoot();
        boolean backupEnded = boots[group.replica(view.backup())] > view.backupBoot();
        if (!primaryEnded || view.hasBackup() && synced && !backupEnded) {
            object("the state is given up in view %d, but a copy is left".formatted(view.number()));
        }
    }

    @Override
    public synchronized void retried() {
        retries++;
    }

    /// The first thing that it objects to.
    Optional<String> violation() {
        return violation.isEmpty() ? Optional.empty() : Optional.of(violation);
    }

    /// An operation that those lack who should have all that was answered.
    Optional<String> violationOf(int survivor) {
        return violation(survivor).map(line -> "survivor %d ".formatted(survivor) + line);
    }

    /// Has a fresh state do what was answered, in the order in which it was.
    /// @return what was wrong with the answers
    Optional<String> repeat(Specification state, ScriptedClient.Store[] clients, Payload payload, long operations) {
        if (positions.size() != last || last != operations) {
            return Optional.of("%d operations were answered at %d positions, the last is %d, and clients asked for %d"
                    .formatted(
                            positions.size(),
                            positions.values().stream().distinct().count(),
                            last,
                            operations));
        }
        for (int position = 1; position <= last; position++) {
            long operation = answered[position - 1];
            int row = (int) (operation >>> NUMBER_BITS);
            int number = (int) (operation & (1L << NUMBER_BITS) - 1);
            ScriptedClient.Store client = clients[group.client(row)];
            int asked = client.asked[group.slot(row)][number - 1];
            Script script = client.script;
            script.load(asked, payload);
            long result = state.apply(script.kind(asked), script.a(asked), script.b(asked), payload);
            if (result != client.results[asked]) {
                return Optional.of("%s gave %d, where the specification gives %d"
                        .formatted(line(operation), client.results[asked], result));
            }
            if (payload.checksum() != client.checksums[asked]) {
                return Optional.of(line(operation) + " brought other bytes than the specification gives");
            }
        }
        return Optional.empty();
    }

    /// Adds the counts of what happened, by what users read.
    void count(Map<String, Long> counts) {
        Map<String, Long> own = new LinkedHashMap<>();
        own.put("retries", retries);
        own.put("answered again", again);
        own.put("view changes", Math.max(0L, views - 1L));
        own.put("promotions", promotions);
        own.put("transferred", transferred);
        own.put("states lost", losses);
        counts.putAll(own);
    }
}
