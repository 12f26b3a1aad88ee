// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import java.util.Arrays;

/// The storage that a server still knows after a crash. For the server's thread.
final class ServerDisk {
    private static final long NONE = -1;

    private final long[] served; // the generation of each domain that it has; NONE if it has not
    private final long[] latest; // the latest generation of each domain that it ever had
    private final boolean[] leaving; // which domains are on their way to the next server

    ServerDisk(int domains) {
        served = new long[domains];
        latest = new long[domains];
        leaving = new boolean[domains];
        Arrays.fill(served, NONE);
        Arrays.fill(latest, NONE);
    }

    boolean has(int domain) {
        return served[domain] != NONE;
    }

    long generation(int domain) {
        return served[domain];
    }

    boolean isLeaving(int domain) {
        return leaving[domain];
    }

    /// Gets a domain, unless it has had that generation before.
    /// @return whether it did
    boolean take(int domain, long generation) {
        if (generation <= latest[domain]) {
            return false;
        }
        served[domain] = generation;
        latest[domain] = generation;
        return true;
    }

    void leave(int domain) {
        leaving[domain] = true;
    }

    void drop(int domain) {
        served[domain] = NONE;
        leaving[domain] = false;
    }
}
