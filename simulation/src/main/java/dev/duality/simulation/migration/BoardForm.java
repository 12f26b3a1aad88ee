// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.simulation.gate.Constant;
import dev.duality.simulation.gate.Constants;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Values;
import java.util.Map;

/// The form in which the loads of hosts are kept, of those that Welch compared ("Measured Performance of Caching in the
/// Sprite Network File System", 1991).
sealed interface BoardForm {
    String FILE = "file";

    Parameter<String> BOARD = Parameter.oneOf(
            "board",
            "who keeps the loads of hosts: a server, or a file that all hosts write and none may cache (Welch 1991)",
            "server",
            FILE);
    Parameter<Long> RECORD = Parameter.integer(
            "record", "with board=file, how long a host's record is", "bytes", 128, Long.BYTES, InFile.BLOCK_BYTES);

    /// The one that is set.
    /// @param periodNanos of [InFile]
    /// @param pollNanos of [InFile]
    /// @param hurry of [InFile]
    static BoardForm of(Values values, long periodNanos, long pollNanos, double hurry) {
        return values.get(BOARD).equals(FILE)
                ? new InFile(values.getInt(RECORD), periodNanos, pollNanos, hurry)
                : new Served();
    }

    /// The longest payload that the form that is set needs.
    static int payloadBytes(Values values) {
        return values.get(BOARD).equals(FILE) ? InFile.BLOCK_BYTES : 0;
    }

    /// A server has the loads: an update is a message, and a query is a request. Neither costs the file server time: in
    /// Sprite the server is a process of its own, and what a query takes is published as a part of what a move takes.
    record Served() implements BoardForm {}

    /// The records of all hosts are a file. All write it, so Sprite's rules let nobody cache it: every access is a call
    /// of the file server, which takes its processor's time.
    ///
    /// @param recordBytes of a host
    /// @param periodNanos between two updates of a host whose load has not changed
    /// @param pollNanos after which a process that has found no idle host, and waits for one, looks again
    /// @param hurry how many times faster the file server is than the published one
    record InFile(int recordBytes, long periodNanos, long pollNanos, double hurry) implements BoardForm {
        static final int BLOCK_BYTES = 4096;

        // the processor of the file server, in milliseconds (Nelson 1988): an open that fails looks a name up
        private static final double OPEN = 2.01;
        private static final double OPEN_AND_CLOSE = 3.75;
        private static final Constants PUBLISHED = new Constants(Map.of());
        private static final double SERVERS_PART = 0.5; // of what a call takes (assumed: both ends do as much)
        private static final double KILOBYTE = 1024;
        private static final double NANOS = 1e6;

        int recordsInBlock() {
            return BLOCK_BYTES / recordBytes;
        }

        /// The blocks of the file, each of which is read by a call.
        int blocks(int hosts) {
            return (hosts + recordsInBlock() - 1) / recordsInBlock();
        }

        /// The hosts whose records a block has.
        int records(int block, int hosts) {
            return Math.min(recordsInBlock(), hosts - block * recordsInBlock());
        }

        /// The time of the file server's processor that a call takes.
        /// @param bytes that are read or written
        long nanos(int kind, int bytes) {
            double milliseconds = switch (kind) {
                case MigrationKinds.OPEN -> OPEN;
                case MigrationKinds.CLOSE -> OPEN_AND_CLOSE - OPEN;
                default ->
                    SERVERS_PART
                            * (PUBLISHED.get(Constant.CALL) + PUBLISHED.get(Constant.CALL_PER_KB) * bytes / KILOBYTE);
            };
            return Math.max(1, Math.round(milliseconds * NANOS / hurry));
        }
    }
}
