// SPDX-License-Identifier: Apache-2.0

/// Delegation with batched replies: clients leave operations in lines of their own, and one server answers many of them
/// with one line.
package dev.duality.shm.delegation;
