// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

/// Somebody who sees what replicas do, and whom no node ever asks.
public interface ReplicationObserver {
    /// Nobody looks: where time is measured.
    ReplicationObserver NONE = new ReplicationObserver() {};

    /// A replica holds nothing from now on: it was restarted, or is the back-up of a new view.
    default void emptied(int replica) {}

    /// A replica has done the operation of a position.
    default void applied(int replica, long position, int row, long number) {}

    /// A replica is the primary of a view, and begins to act as one.
    default void begins(int replica, View view) {}

    /// The view service hears from the primary of its view that the back-up has all that was ever answered.
    default void synced(View view) {}

    /// A replica answers.
    /// @param again whether it has answered that operation before
    default void answered(int replica, int view, long position, int row, long number, boolean again) {}

    /// The view service finds that no copy is left.
    /// @param synced whether the view's back-up had everything
    default void lost(View view, boolean synced) {}

    /// A client asks once more for the same.
    default void retried() {}
}
