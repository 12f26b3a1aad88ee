// SPDX-License-Identifier: Apache-2.0

/// Policies of replacement: the block that makes room for another. Start at
/// [dev.duality.workloads.cache.policy.Policy].
///
/// - A *slot* is a place for one block; slots are numbered from 0, and empty ones are taken first, in that order.
package dev.duality.workloads.cache.policy;
