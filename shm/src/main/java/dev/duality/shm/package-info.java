// SPDX-License-Identifier: Apache-2.0

/// Memory that threads share, and how they wait for each other. Start at [dev.duality.shm.Region].
///
/// - A *region* is a span of memory; a *word* is 8 bytes of it, aligned to 8. Offsets and lengths are in bytes.
/// - A *line* is what caches move: 64 bytes. Words that different threads write lie 128 bytes apart, because
///   processors prefetch lines in pairs.
/// - A *party* is one of the threads that use a structure; parties are numbered from 0.
/// - A *structure* is a view onto a region: several views of the same bytes, in one process or in many, are one
///   structure. Bytes that are all zero are a structure in its first state, so nobody has to initialise it and no
///   party has to be first.
/// - A *wait* says how a party passes the time until a word changes.
package dev.duality.shm;
