// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

/// The kinds of messages. Requests have the client's boot and the number of the call as their sequence number, the file
/// and the boot of the server that they are for in `a`, the version in `b`. What comes from the server has its boot in
/// `b`.
final class RecoveryKinds {
    /// A file that the client has not had open.
    static final int OPEN = 0;
    /// A file that it had open at a version, before the server rebooted.
    static final int REOPEN = 1;
    /// Is anybody there?
    static final int PING = 2;

    /// It is open; `a` is its version.
    static final int GRANTED = 3;
    /// Somebody else has it open.
    static final int IN_USE = 4;
    /// Somebody else has had it open since.
    static final int CONFLICT = 5;
    /// The call is being worked on.
    static final int BUSY = 6;
    /// There is no process for the call: a negative acknowledgement.
    static final int NO_PROCESS = 7;
    /// The call was for another boot of the server, and nothing was done.
    static final int REBOOTED = 8;
    /// The server is up: it has just booted, or was pinged.
    static final int UP = 9;

    private RecoveryKinds() {}

    static long sequence(int boot, int number) {
        return (long) boot << 32 | number;
    }

    /// Of the client.
    static int boot(long sequence) {
        return (int) (sequence >>> 32);
    }

    static int number(long sequence) {
        return (int) sequence;
    }

    static long address(int serverBoot, int file) {
        return (long) serverBoot << 32 | file;
    }

    static int serverBoot(long address) {
        return (int) (address >>> 32);
    }

    static int file(long address) {
        return (int) address;
    }
}
