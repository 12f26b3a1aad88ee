// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.workloads.loadboard.LoadboardWorkload;

/// The subjects of messages. A call's sequence number is its process and its step.
final class MigrationKinds {
    // to a home
    static final int CLOCK = 0;
    static final int FORK = 1;
    static final int EXIT = 2;
    static final int ARRIVED = 3; // a = generation, b = the one before
    static final int BEAT = 4;
    static final int SIGNAL = 5; // a = process
    static final int HERE = 6; // a = generation, b = 1 if it is

    // from a home
    static final int ANSWER = 7;
    static final int GO = 8; // a = generation, b = the boot of the host that may go on
    static final int GONE = 9;
    static final int HOME_DIED = 10;
    static final int ALIVE = 11;
    static final int POSTED = 12;
    static final int PROBE = 13; // a = generation
    static final int SIGNALS = 14; // a = how many were sent to the process
    static final int TAKEN = 15; // to a home: a = how many it has taken

    // from host to host
    static final int TRANSFER = 16;
    static final int TOOK = 17;
    static final int REFUSED = 18;

    // to the server, and from it
    static final int READ = 19;
    static final int SHARE = 20;
    static final int SERVE = 21;
    static final int PICK = 22;
    static final int LOAD = 23; // a = the host's
    static final int SERVED = 24;

    // from a home to its own host
    static final int BEGIN = 25;

    // to the server, of the file of loads, and from it
    static final int OPEN = 26;
    static final int LOOK = 27; // a = block
    static final int WRITE = 28; // a = the host itself, b = its load
    static final int MARK = 29; // a = host that was picked, b = its load
    static final int CLOSE = 30;
    static final int FILED = 31;

    static final long NOBODY = LoadboardWorkload.NOBODY;

    /// The answer of a home to an exit when there is nothing more to do.
    static final long ENDED = -1;

    private static final int SHIFT = 16;
    private static final long PROCESS = (1L << SHIFT) - 1;
    private static final int BOOT_SHIFT = 24;

    private MigrationKinds() {}

    static long call(int process, long step) {
        return step << SHIFT | process;
    }

    static int process(long sequence) {
        return (int) (sequence & PROCESS);
    }

    static long step(long sequence) {
        return sequence >>> SHIFT;
    }

    /// Two boot numbers, of a home and of a host.
    static long boots(long home, long host) {
        return host << BOOT_SHIFT | home;
    }

    static long homeBoot(long boots) {
        return boots & (1L << BOOT_SHIFT) - 1;
    }

    static long hostBoot(long boots) {
        return boots >>> BOOT_SHIFT;
    }

    /// Whether a stay came after another one, if both were confirmed.
    static boolean isLater(long generation, long other) {
        return generation >>> SHIFT > other >>> SHIFT;
    }

    /// The generation that a host gives a process which it sends, or takes back: no other one gives the same.
    static long nextGeneration(long generation, int stays, int host) {
        return ((generation >>> SHIFT) + stays) << SHIFT | host;
    }
}
