// SPDX-License-Identifier: Apache-2.0

/// Traces of references to blocks, as they are published. Start at [dev.duality.workloads.cache.trace.TraceFile].
///
/// - A *reference* reads or writes one block of one file, or does not say which of the two.
/// - A *format* is how references are written, a *compression* is what is around that; both are seen from the bytes.
/// - The *id* of a block numbers all blocks from 0 as they come.
/// - Where a format has offsets in bytes, a request touches every block that one of its bytes lies in.
package dev.duality.workloads.cache.trace;
