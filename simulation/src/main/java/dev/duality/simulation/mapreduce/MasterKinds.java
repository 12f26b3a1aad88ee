// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

/// The kinds of messages, and what is in them.
final class MasterKinds {
    /// A worker to the master: sequence: a number of its own that grows; a: its life, from 1; b: its task; payload: of
    /// a partition that is reduced, the records.
    static final int REPORT = 0;

    /// The master to a worker: sequence: of the report that it answers; a: the task; payload: for a reduce, who has
    /// what was mapped: a node for each chunk, two bytes each.
    static final int ORDER = 1;

    /// A worker to another: a: partition; b: the first chunk that it misses.
    static final int FETCH = 2;

    /// The answer: a: partition; payload: chunk and length, four bytes each, and records, as often as there is room.
    static final int PIECES = 3;

    /// The owner of a chunk that nobody has.
    static final int NOBODY = 0xFFFF;

    private MasterKinds() {}
}
