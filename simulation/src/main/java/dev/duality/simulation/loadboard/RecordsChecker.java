// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Sees updates and queries begin and end, and objects to an answer that was not right at any time between the
/// beginning and the end of its query.
///
/// A host's records come one after the other, and their stamps grow. Once an update has ended, no query that begins
/// later is given an older record. Nobody may be found only if no host was idle all the time.
///
/// - **Threads:** any.
final class RecordsChecker implements RecordsDeployment.RecordsObserver {
    private final long busyPercent;
    private final long[] begun; // the last update of each host that has begun, 0 before the first
    private final long[] ended;
    private final Map<Integer, long[]> queries = new HashMap<>(); // what had ended when each began, by user
    private String violation = "";

    RecordsChecker(int hosts, long busyPercent) {
        this.busyPercent = busyPercent;
        this.begun = new long[hosts];
        this.ended = new long[hosts];
    }

    @Override
    public synchronized void updating(int host, long stamp) {
        if (stamp <= begun[host]) {
            object("host %d updates with stamp %d behind %d".formatted(host, stamp, begun[host]));
        }
        begun[host] = stamp;
    }

    @Override
    public synchronized void updated(int host, long stamp) {
        if (stamp <= ended[host] || stamp > begun[host]) {
            object("an update of host %d with stamp %d has ended, between %d and %d"
                    .formatted(host, stamp, ended[host], begun[host]));
        }
        ended[host] = stamp;
    }

    @Override
    public synchronized void picking(int user) {
        queries.put(user, ended.clone());
    }

    @Override
    public synchronized void picked(int user, int host, long stamp) {
        long[] before = queries.remove(user);
        if (before == null) {
            object("user %d was answered what it had not asked".formatted(user));
        } else if (host == RecordsDeployment.NOBODY) {
            pickedNobody(user, before);
        } else if (stamp < before[host]) {
            object("user %d was given host %d by a record that was old before it asked".formatted(user, host));
        } else if (stamp == 0 || stamp > begun[host]) {
            object("user %d was given host %d by a record that nobody wrote".formatted(user, host));
        } else if (!IdleBoard.isIdle(stamp, busyPercent)) {
            object("user %d was given host %d, which was busy".formatted(user, host));
        }
    }

    private void pickedNobody(int user, long[] before) {
        for (int host = 0; host < before.length; host++) {
            boolean still = before[host] != 0 && before[host] == begun[host];
            if (still && IdleBoard.isIdle(before[host], busyPercent)) {
                object("user %d was given no host, but host %d was idle all the time".formatted(user, host));
            }
        }
    }

    private void object(String line) {
        if (violation.isEmpty()) {
            violation = line;
        }
    }

    @Override
    public synchronized Optional<String> violation() {
        return violation.isEmpty() ? Optional.empty() : Optional.of(violation);
    }
}
