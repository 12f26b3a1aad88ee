// SPDX-License-Identifier: Apache-2.0

/// The workload `transparency`: a program opens, reads, writes, seeks, closes, signals and waits, and cannot know
/// whether what it calls is a local object, shared memory, or a server behind any transport. Start at
/// [dev.duality.workloads.transparency.TransparencyWorkload].
///
/// - A *client* is a worker. It has *files* of its own, *descriptors* through which it reads and writes them, and a set
///   of *pending signals*.
/// - A call answers a number; one below 0 is an *error*, by the numbers that Linux gives them.
/// - The *transcript* is all that a program got, result by result and byte by byte: the same wherever its objects are.
/// - Whoever runs a program away from its home handles most of its calls *locally*, *forwards* some to the home, and
///   *cooperates* with it in the rest, as Sprite did.
package dev.duality.workloads.transparency;
