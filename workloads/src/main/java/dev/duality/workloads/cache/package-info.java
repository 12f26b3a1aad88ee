// SPDX-License-Identifier: Apache-2.0

/// The workload `cache`: Sprite's block cache. Start at [dev.duality.workloads.cache.CacheWorkload].
///
/// - A *block* is some 4 KB of a file, addressed by file and block number; its *id* numbers all blocks densely from 0.
/// - The *store* is what is behind the cache. It keeps one word for each block, its *stamp*, from which the block's
///   bytes are made again: that is the read from the disk, and it writes real bytes into a frame.
/// - A *frame* holds the bytes of one block, a *slot* is a place in the order of replacement; a block that is in the
///   cache has one of each.
/// - A block is *dirty* when it was written after it came from the store; it reaches the store when it is evicted.
/// - A *hit* finds its block in the cache. A write that misses reads nothing: it replaces the whole block.
///
/// There is one cache here, in front of one store. How the caches of several clients are kept consistent is played in
/// virtual time, by `dev.duality.simulation.cache.ConsistencyRule`.
package dev.duality.workloads.cache;
