// SPDX-License-Identifier: Apache-2.0

/// The job of the workload `mapreduce` on Hadoop, beside the plain program and both sides of ours. Start at
/// [dev.duality.hadoop.HadoopMain].
///
/// - A **program** is what runs the whole job: `plain`, `shm:table`, `messaging:` and a transport, `engine:hadoop`.
/// - Its **tasks** are what shares the text: workers of ours, map tasks of Hadoop.
/// - Its **start-up** is the time of the job over a text of two chunks.
package dev.duality.hadoop;
