// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.host;

/// The pairs of nodes of which one sends to the other.
@FunctionalInterface
public interface Links {
    /// Everybody sends to everybody else.
    Links ALL = (from, to) -> from != to;

    /// Nodes below `clients` and the others send to each other, not among themselves.
    static Links clientsAndServers(int clients) {
        return (from, to) -> from < clients != to < clients;
    }

    boolean connects(int from, int to);
}
