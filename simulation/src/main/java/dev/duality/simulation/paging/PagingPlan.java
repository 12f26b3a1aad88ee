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
/// @param swapNanos how long the server's disk takes for a page of a swap file that is asked for, one after the other
/// @param resendNanos after which a request is sent again
record PagingPlan(
        int hosts,
        long touches,
        int pages,
        int frames,
        int run,
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
        long swapNanos,
        long resendNanos,
        long seed) {
    /// The number of touches that a host does.
    long share(int host) {
        return JobSplit.share(touches, host, hosts);
    }
}
