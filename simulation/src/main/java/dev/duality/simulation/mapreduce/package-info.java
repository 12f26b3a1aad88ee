// SPDX-License-Identifier: Apache-2.0

/// A master and its workers (Dean and Ghemawat, "MapReduce", 2004), for the workload `mapreduce`, see
/// [dev.duality.workloads.mapreduce].
///
/// - A *task* is a chunk to map or a partition to reduce; an *execution* is one worker's try at it.
/// - A *straggler* is an execution that is slow; a *back-up task* is the same task on another worker.
/// - A *piece* is what one chunk has for one partition; it is lost with the worker that has it.
package dev.duality.simulation.mapreduce;
