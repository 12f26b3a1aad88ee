// SPDX-License-Identifier: Apache-2.0

/// The workload `lines`: a word in each of a few cache lines, and everybody adds to all of them. After Baumann and
/// others, "The Multikernel" (SOSP 2009): shared memory moves each line to each worker in turn, messages move the work
/// to the lines, so the more lines and workers, the better for messages. Start at
/// [dev.duality.workloads.lines.LinesWorkload].
package dev.duality.workloads.lines;
