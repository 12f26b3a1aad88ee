// SPDX-License-Identifier: Apache-2.0

/// The demands of a trace on a cache, before anything is measured. Start at [dev.duality.workloads.cache.curve.Curve].
///
/// - The *size* of a cache is in blocks. A *hit* finds its block there; a cache is empty at first, and writes count as
///   reads do.
/// - The *stack distance* of a reference is how many different blocks were asked for since its block was, that block
///   among them: LRU finds it in every cache that is at least so large (Mattson and others, 1970).
package dev.duality.workloads.cache.curve;
