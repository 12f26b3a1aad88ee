// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.messaging.Message;

/// A host's access to the loads of all hosts, in one of their forms.
sealed interface BoardUser permits BoardUser.OfServer, BoardFile {
    /// The access of a host.
    static BoardUser of(Residents host) {
        return switch (host.plan.board()) {
            case BoardForm.Served() -> new OfServer(host);
            case BoardForm.InFile file -> new BoardFile(host, file);
        };
    }

    /// Says that the host is idle, or busy.
    void say(boolean idle);

    /// Looks for an idle host. A call that is made again while it is under way is the same one.
    /// @param call of the process that is to go there
    void pick(long call);

    /// After which a process that was given nobody looks again.
    long pollNanos();

    /// The answer to a call of a file has come.
    default void answered(Message reply) {
        throw new IllegalArgumentException("no host without a file is sent a " + reply);
    }

    /// A call of a file was not answered for long.
    default void again() {
        throw new IllegalStateException("a host without a file calls none");
    }

    /// By messages to a server.
    record OfServer(Residents host) implements BoardUser {
        @Override
        public void say(boolean idle) {
            host.tell(host.plan.server(), MigrationKinds.LOAD, 0, idle ? IdleHosts.IDLE : IdleHosts.BUSY, 0);
        }

        @Override
        public void pick(long call) {
            host.tell(host.plan.server(), MigrationKinds.PICK, call, 0, 0);
        }

        @Override
        public long pollNanos() {
            return host.plan.times().resendNanos();
        }
    }
}
