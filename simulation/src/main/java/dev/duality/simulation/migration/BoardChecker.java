// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps its own book of who has said that he is idle and who was picked since, and objects
/// - to a query that gives a host which is busy by the book, or nobody while somebody is idle: at a server by the book
///   of that moment, from a file by what was read since it was opened;
/// - to a process that is given a host that was not marked as busy for it;
/// - to a file that says otherwise than was written last, or in which an update is not that was answered;
/// - to a host that lets a period pass without writing its record again: a mark that came late, behind what the host
///   itself had written, would have it busy for ever.
///
/// - **Threads:** any.
final class BoardChecker {
    private record Pick(int by, int host) {}

    private final boolean served;
    private final boolean[] idle; // by the book
    private int idleHosts;
    private final long[] written; // the number of each host's last update of a file
    private final Map<Integer, Set<Integer>> read = new HashMap<>(); // who was idle, by who has read it
    private final Map<Pick, Integer> marked = new HashMap<>(); // and not given yet: how often
    private String violation = "";
    private long picks;
    private long updates;
    private long opens;
    private long refusals;

    BoardChecker(BoardForm form, int hosts) {
        this.served = form instanceof BoardForm.Served;
        this.idle = new boolean[hosts];
        this.written = new long[hosts];
        allIdle();
    }

    private void allIdle() {
        for (int host = 0; host < idle.length; host++) {
            book(host, true);
        }
    }

    private void book(int host, boolean isIdle) {
        idleHosts += (isIdle ? 1 : 0) - (idle[host] ? 1 : 0);
        idle[host] = isIdle;
    }

    /// A server begins, and knows nothing: on a board that knows nothing all hosts are idle.
    synchronized void begins() {
        allIdle();
    }

    /// A host has told the server its load, or has written its record.
    /// @param number of the call that wrote it, larger than those before; 0 at a server
    synchronized void says(int host, long number, boolean isIdle) {
        updates++;
        written[host] = number;
        book(host, isIdle);
    }

    /// A host hears that its record is written.
    synchronized void isWritten(int host, long number) {
        if (written[host] < number) {
            object("host %d is told that its record is written, but it is not".formatted(host));
        }
    }

    /// The time has come for a host to write its record again.
    /// @param saying whether it does
    synchronized void isDue(int host, boolean saying) {
        if (!saying) {
            object("host %d lets a period pass without writing its record again".formatted(host));
        }
    }

    /// A host opens the file.
    synchronized void opens(int host) {
        opens++;
        read.put(host, new HashSet<>());
    }

    /// A host reads a record.
    synchronized void reads(int by, int host, boolean isIdle) {
        if (isIdle != idle[host]) {
            object("host %d reads that host %d is %s, but %s was written last"
                    .formatted(by, host, word(isIdle), word(idle[host])));
        }
        if (isIdle) {
            read.computeIfAbsent(by, _ -> new HashSet<>()).add(host);
        }
    }

    private static String word(boolean isIdle) {
        return isIdle ? "idle" : "busy";
    }

    /// A host is marked as busy, for a process on another one, or on the same.
    synchronized void marks(int by, int host) {
        picks++;
        boolean isRight = served ? idle[host] : read.getOrDefault(by, Set.of()).contains(host);
        if (!isRight) {
            object("host %d is given to host %d, but has not said that it is idle since it was given or busy last"
                    .formatted(host, by));
        }
        book(host, false);
        marked.merge(new Pick(by, host), 1, Integer::sum);
    }

    /// A server finds no idle host.
    synchronized void findsNobody() {
        if (idleHosts > 0) {
            object("nobody is given, but %d hosts have said that they are idle".formatted(idleHosts));
        }
    }

    /// A process is given a host.
    synchronized void isGiven(int by, int host) {
        if (marked.computeIfPresent(new Pick(by, host), (_, count) -> count - 1) == null) {
            object("a process on host %d is given host %d, which was not marked as busy for it".formatted(by, host));
        }
        marked.remove(new Pick(by, host), 0);
    }

    /// A host refuses a process that was sent to it.
    synchronized void refuses() {
        refusals++;
    }

    private void object(String line) {
        if (violation.isEmpty()) {
            violation = line;
        }
    }

    synchronized Optional<String> violation() {
        return violation.isEmpty() ? Optional.empty() : Optional.of(violation);
    }

    synchronized void count(Map<String, Long> counts) {
        counts.put("updates", updates);
        counts.put("picks", picks);
        counts.put("refused", refusals);
        counts.put("opens of the board", opens);
    }
}
