// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.workloads.JobSplit;

/// The work of the hosts. Node 0 is the server.
///
/// @param hosts how many
/// @param touches of all hosts together
/// @param pages of a process's segment
/// @param frames of a host
/// @param run touches of a page in a row
/// @param inOrder whether pages are touched one after the other, and not drawn
/// @param writesPercent touches that store
/// @param burst touches between two sleeps
/// @param sleepNanos how long a process sleeps
/// @param forkEvery touches from a fork to the next; 0 for none
/// @param onReference whether a child's first reference of a page copies it, and not only a store of one of both
/// @param fileBlocks how long the file is that a job in the background reads over and over; 0 for no job
/// @param readNanos between two blocks of that job
/// @param penaltyNanos see [FramePool]
/// @param clockNanos between two rounds of the clock daemon
/// @param cleaners how many pages are written at once
/// @param service how long the server takes for what it is asked for
/// @param resendNanos after which a request is sent again
record PagingPlan(
        int hosts,
        long touches,
        int pages,
        int frames,
        int run,
        boolean inOrder,
        int writesPercent,
        int burst,
        long sleepNanos,
        int forkEvery,
        boolean onReference,
        int fileBlocks,
        long readNanos,
        long penaltyNanos,
        long clockNanos,
        int cleaners,
        Service service,
        long resendNanos,
        long seed) {
    /// The server does one after the other, but for what takes no time, which it does at once.
    ///
    /// @param pageNanos for a page of a swap file that is asked for
    /// @param writeNanos for one that is written
    /// @param blockNanos for a block of the file
    record Service(long pageNanos, long writeNanos, long blockNanos) {
        static final Service AT_ONCE = new Service(0, 0, 0);
    }

    /// The number of touches that a host does.
    long share(int host) {
        return JobSplit.share(touches, host, hosts);
    }
}
