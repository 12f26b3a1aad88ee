// SPDX-License-Identifier: Apache-2.0

/// A second machine beside the network: a coherent multicore in virtual time, on which the structures of shared memory
/// and the ring run as they are, since they touch memory through a [dev.duality.shm.Region] only. Start at
/// [dev.duality.simulation.multicore.MulticoreRun].
///
/// - A *machine* is a table of what an operation on a line costs, by the line's state and by *distance*, and a few
///   rules; see [dev.duality.simulation.multicore.MachineSpec].
/// - A *core* is a *fiber*: it runs a program until the program's clock is ahead of somebody else's.
/// - A *line* has an owner or sharers, and one *transaction* at a time; a *request* waits for its turn, which comes in
///   random order.
/// - Nothing here is measured. Rows are graded V, virtual, and never stand in one table with measured ones.
package dev.duality.simulation.multicore;
