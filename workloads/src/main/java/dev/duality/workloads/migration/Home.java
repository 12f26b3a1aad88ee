// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

/// The operations that are done at home for a process that is elsewhere.
interface Home {
    /// Lets a process's clock go on by one. Gives what it was.
    long tick(int process);

    /// Its part of a fork. Gives how many children the process had before.
    long fork(int process);
}
