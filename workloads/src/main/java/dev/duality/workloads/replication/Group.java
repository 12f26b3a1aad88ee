// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import dev.duality.workloads.BadInput;

/// The members of a group, by address: the clients first, then two replicas, and last the view service, if there is
/// one.
///
/// @param clients how many clients
/// @param window how many operations a client may have under way, a power of two
/// @param ahead how many operations the primary may send before the back-up has acknowledged the first of them
/// @param pingNanos how often the view service pings; 0 if nobody watches, and then nothing is ever sent again
/// @param patience after how many pings without an answer a replica is silent
public record Group(int clients, int window, int ahead, long pingNanos, int patience) {
    /// The number of copies.
    public static final int REPLICAS = 2;

    private static final int AHEAD = 64;

    public Group {
        if ((long) clients * window > Label.MAX_ROWS) {
            throw new BadInput(tooMany(clients, window));
        }
    }

    /// A group that a view service watches, over a network that may fail.
    public static Group watched(int clients, int window, long pingNanos, int patience) {
        return new Group(clients, window, AHEAD, pingNanos, patience);
    }

    /// A group that nobody watches, where nothing is lost and nobody crashes.
    public static Group unwatched(int clients, int window) {
        return new Group(clients, window, clients * window, 0, 0);
    }

    /// The reason why there cannot be that many operations under way.
    public static String tooMany(int clients, int window) {
        return "%,d clients with a window of %,d are more than the %,d operations that replicas know apart; use a smaller window"
                .formatted(clients, window, Label.MAX_ROWS);
    }

    /// Whether that many operations can be under way.
    public static boolean fits(int clients, int window) {
        return (long) clients * window <= Label.MAX_ROWS;
    }

    boolean isWatched() {
        return pingNanos > 0;
    }

    public int rows() {
        return clients * window;
    }

    /// The address of a replica, 0 or 1.
    public int replica(int number) {
        return clients + number;
    }

    public int viewService() {
        return clients + REPLICAS;
    }

    int row(int client, int slot) {
        return client * window + slot;
    }

    public int client(int row) {
        return row >>> Integer.numberOfTrailingZeros(window);
    }

    public int slot(int row) {
        return row & window - 1;
    }
}
